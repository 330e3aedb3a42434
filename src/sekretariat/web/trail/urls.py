from django.urls import path

from . import views

app_name = "trail"
urlpatterns = [
    path("day/", views.day, name="day"),
    path("person/<int:key>/done/", views.person, name="person"),
    path("<slug:type>/<int:key>/", views.row, name="row"),
]
