"""Addresses of this part of the meetings."""

from django.urls import path

from . import views

urlpatterns = [
    path("remarks/", views.rounds, name="rounds"),
    path("remarks/new/", views.new_round, name="new_round"),
    path("remarks/<int:pk>/", views.one_round, name="round"),
    path("remarks/<int:pk>/remarks/<int:remark_pk>/", views.respond_remark, name="respond_remark"),
    path("remarks/<int:pk>/close/", views.close, name="close_round"),
]
