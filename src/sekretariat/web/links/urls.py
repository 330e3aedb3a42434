from django.urls import path

from . import views

app_name = "links"

urlpatterns = [
    path("<int:obligation_id>/<token>/", views.open_duty, name="open"),
    path("<int:obligation_id>/<token>/files/<int:file_pk>/", views.file, name="file"),
]
