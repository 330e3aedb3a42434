from django.urls import path

from . import contacts, lists, mails, views

app_name = "directory"
urlpatterns = [
    path("", views.directory_list, name="list"),
    path("export/", views.export, name="export"),
    path("missing/", views.missing, name="missing"),
    path("missing/export/", views.missing_export, name="missing_export"),
    path("paste/", lists.paste, name="paste"),
    path("upload/", lists.upload, name="upload"),
    path("upload/empty/", lists.empty_list, name="empty_list"),
    path("contacts/", contacts.contact_list, name="contacts"),
    path("contacts/new/<int:pk>/", contacts.note, name="contact_note"),
    path("mails/", mails.mail_list, name="mails"),
    path("mails/new/", mails.write, name="mail_write"),
    path("mails/<int:pk>/", mails.detail, name="mail"),
]
