from django.urls import path

from . import views

app_name = "directory"
urlpatterns = [
    path("", views.directory_list, name="list"),
    path("missing/", views.missing, name="missing"),
    path("paste/", views.paste, name="paste"),
]
