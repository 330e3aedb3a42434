"""Addresses of this part of the meetings."""

from django.urls import path

from . import items, keeping, papers, views

urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("new/", keeping.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", keeping.edit, name="edit"),
    path("<int:pk>/cancel/", keeping.cancel, name="cancel"),
    path("<int:pk>/items/new/", items.new, name="new_item"),
    path("<int:pk>/items/<int:item_pk>/edit/", items.edit, name="edit_item"),
    path("<int:pk>/items/<int:item_pk>/move/", items.move, name="move_item"),
    path("<int:pk>/items/<int:item_pk>/remove/", items.remove, name="remove_item"),
    path("<int:pk>/papers/", papers.papers, name="papers"),
    path("<int:pk>/papers/add/", papers.add, name="add_paper"),
    path("<int:pk>/papers/<int:paper_pk>/", papers.paper, name="paper"),
    path("<int:pk>/papers/<int:paper_pk>/remove/", papers.remove, name="remove_paper"),
]
