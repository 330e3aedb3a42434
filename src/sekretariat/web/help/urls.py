from django.urls import path

from . import views

app_name = "help"
urlpatterns = [
    path("", views.own, name="own"),
    path("<slug:name>/", views.manual, name="manual"),
]
