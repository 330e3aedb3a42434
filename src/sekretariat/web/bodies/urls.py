from django.urls import path

from . import competence, keeping, views

app_name = "bodies"
urlpatterns = [
    path("", views.body_list, name="list"),
    path("new/", keeping.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", keeping.edit, name="edit"),
    path("<int:pk>/base/", keeping.base, name="base"),
    path("<int:pk>/bases/<int:basis_pk>/remove/", keeping.remove_base, name="remove_base"),
    path("<int:pk>/seats/new/", keeping.new_seat, name="new_seat"),
    path("<int:pk>/seats/<int:seat_pk>/end/", keeping.end, name="end_seat"),
    path("<int:pk>/members/", views.members, name="members"),
    path("<int:pk>/competence/", competence.competent, name="competence"),
]
