"""Addresses of this part of the meetings."""

from django.urls import path

from . import deciding, decisions, matters, programme, rules

urlpatterns = [
    path("decisions/", decisions.show, name="decisions"),
    path("programme/", programme.show, name="programme"),
    path("programme/file/", programme.file, name="programme_file"),
    path("rules/<int:body_pk>/", rules.rules, name="rules"),
    path("rules/<int:body_pk>/edit/", rules.edit_rule, name="edit_rule"),
    path("rules/<int:body_pk>/<int:rule_pk>/remove/", rules.remove, name="remove_rule"),
    path("<int:pk>/matters/", matters.show, name="open_matters"),
    path("<int:pk>/matters/add/", matters.add, name="add_matters"),
    path("<int:pk>/items/<int:item_pk>/decide/", deciding.decide, name="decide"),
    path("<int:pk>/decisions/<int:decision_pk>/", deciding.edit, name="edit_decision"),
    path("<int:pk>/decisions/<int:decision_pk>/remove/", deciding.remove, name="remove_decision"),
]
