from django.urls import path

from . import holidays, mail, people, views

app_name = "office"

urlpatterns = [
    path("", views.settings, name="settings"),
    path("template/", views.template, name="template"),
    path("template/file/", views.template_file, name="template_file"),
    path("template/usual/", views.usual_template, name="usual_template"),
    path("template/preview/", views.preview, name="preview"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/end/", people.end, name="end"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<int:pk>/decide/", mail.decide, name="mail_decide"),
    path("holidays/", holidays.holidays, name="holidays"),
]
