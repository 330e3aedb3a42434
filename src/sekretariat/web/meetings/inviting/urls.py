"""Addresses of this part of the meetings."""

from django.urls import path

from . import answer, listing, views

urlpatterns = [
    path("<int:pk>/people/", views.people, name="people"),
    path("<int:pk>/call/", views.call, name="call"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/presence/", views.presence, name="presence"),
    path("<int:pk>/hold/", views.hold, name="hold"),
    path("<int:pk>/sign-in-sheet/", views.sheet, name="sign_in_sheet"),
    path("<int:pk>/people/paste/", listing.paste_people, name="paste_people"),
    path("<int:pk>/people/add/", listing.add, name="add_place"),
    path("<int:pk>/people/<int:place_pk>/remove/", listing.remove, name="remove_place"),
    path("<int:pk>/people/<int:place_pk>/reply/", answer.reply, name="reply"),
    path("answer/<token>/", answer.answer, name="answer"),
]
