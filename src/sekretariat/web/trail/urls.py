from django.urls import path

from . import views

app_name = "trail"
urlpatterns = [path("<slug:type>/<int:key>/", views.row, name="row")]
