from django.urls import path

from . import documents, handling, incoming, reminding, views, writing

app_name = "letters"

urlpatterns = [
    path("", views.letter_list, name="list"),
    path("new/", writing.new, name="new"),
    path("incoming/", incoming.incoming, name="incoming"),
    path("registers/<int:year>/", views.register_report, name="register_report"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/sign/", handling.sign, name="sign"),
    path("<int:pk>/register/", handling.register, name="register"),
    path("<int:pk>/send/", handling.send, name="send"),
    path("<int:pk>/scan/", handling.scan, name="scan"),
    path("<int:pk>/enclose/", handling.enclose, name="enclose"),
    path("<int:pk>/enclosures/<int:enclosure_pk>/remove/", handling.remove_enclosure, name="remove_enclosure"),
    path("<int:pk>/mail/", handling.mail, name="mail"),
    path("<int:pk>/remind/", reminding.remind, name="remind"),
    path("<int:pk>/escalate/", reminding.escalate, name="escalate"),
    path("<int:pk>/assign/", handling.assign, name="assign"),
    path("<int:pk>/close/", handling.close, name="close"),
    path("<int:pk>/receipt/<int:addressee_pk>/", handling.receipt, name="receipt"),
    path("<int:pk>/docx/", documents.documents, {"form": "docx"}, name="docx"),
    path("<int:pk>/pdf/", documents.documents, {"form": "pdf"}, name="pdf"),
    path("<int:pk>/files/<int:file_pk>/", documents.file, name="file"),
]
