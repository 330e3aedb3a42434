"""Addresses of this part of the meetings."""

from django.urls import path

from . import deciding, matters

urlpatterns = [
    path("<int:pk>/matters/", matters.show, name="open_matters"),
    path("<int:pk>/matters/add/", matters.add, name="add_matters"),
    path("<int:pk>/items/<int:item_pk>/decide/", deciding.decide, name="decide"),
    path("<int:pk>/decisions/<int:decision_pk>/", deciding.edit, name="edit_decision"),
    path("<int:pk>/decisions/<int:decision_pk>/remove/", deciding.remove, name="remove_decision"),
]
