"""The site, area by area."""

from django.urls import include, path

urlpatterns = [
    path("", include("sekretariat.web.site.urls")),
    path("accounts/", include("sekretariat.web.accounts.urls")),
    path("style/", include("sekretariat.web.style.urls")),
]
