from django.urls import path

from . import mandates, views

app_name = "institutions"
urlpatterns = [
    path("", views.institution_list, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/mandates/new/", mandates.begin, name="mandate_begin"),
    path("mandates/<int:pk>/end/", mandates.end, name="mandate_end"),
]
