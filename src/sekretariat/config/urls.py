"""Root of all addresses, and the pages for what goes wrong."""

from django.urls import include, path

urlpatterns = [path("", include("sekretariat.web.urls"))]

handler400 = "sekretariat.web.errors.bad_request"
handler403 = "sekretariat.web.errors.forbidden"
handler404 = "sekretariat.web.errors.not_found"
handler500 = "sekretariat.web.errors.server_error"
# Not Django's: allauth asks for it when one of its limits is reached.
handler429 = "sekretariat.web.errors.too_many_requests"
