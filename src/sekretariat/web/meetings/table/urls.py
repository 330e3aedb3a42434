"""Addresses of this part of the meetings."""

from django.urls import path

from . import views

urlpatterns = [
    path("<int:pk>/table/", views.table, name="table"),
    path("<int:pk>/table/save/", views.save_line, name="save_line"),
    path("<int:pk>/table/action/", views.action_point, name="action_point"),
    path("<int:pk>/table/remove/", views.remove_line, name="remove_line"),
    path("<int:pk>/table/move/", views.move_line, name="move_line"),
    path("<int:pk>/table/items/<int:item_pk>/state/", views.item_state, name="item_state"),
]
