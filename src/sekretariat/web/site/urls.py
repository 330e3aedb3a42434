from django.urls import path

from . import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("language/", views.language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
