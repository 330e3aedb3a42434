"""Addresses of this part of the meetings."""

from django.urls import path

from . import extract, folder, living, views

urlpatterns = [
    path("<int:pk>/record/", views.record, name="record"),
    path("<int:pk>/record/file/", views.record_file, name="record_file"),
    path("<int:pk>/record/circulate/", living.circulate, name="circulate"),
    path("<int:pk>/record/remark/", living.remark, name="remark"),
    path("<int:pk>/record/remark/<int:remark_pk>/", living.respond, name="respond"),
    path("<int:pk>/record/approve/", living.approve, name="approve"),
    path("<int:pk>/decisions/<int:decision_pk>/extract/", extract.extract, name="extract"),
    path("<int:pk>/folder/", folder.folder, name="folder"),
    path("<int:pk>/folder/file/", folder.folder_file, name="folder_file"),
]
