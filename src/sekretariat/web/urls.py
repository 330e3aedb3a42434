"""The site, area by area."""

from django.urls import include, path

urlpatterns = [
    path("", include("sekretariat.web.site.urls")),
    path("accounts/", include("sekretariat.web.accounts.urls")),
    path("style/", include("sekretariat.web.style.urls")),
    path("", include("sekretariat.web.duties.urls")),
    path("", include("sekretariat.web.calendars.urls")),
    path("monday/", include("sekretariat.web.monday.urls")),
    path("letters/", include("sekretariat.web.letters.urls")),
    path("jobs/", include("sekretariat.web.jobs.urls")),
    path("mechanisms/", include("sekretariat.web.bodies.urls")),
    path("plans/", include("sekretariat.web.plans.urls")),
    path("meetings/", include("sekretariat.web.meetings.urls")),
    path("acts/", include("sekretariat.web.acts.urls")),
    path("institutions/", include("sekretariat.web.institutions.urls")),
    path("continuity/", include("sekretariat.web.continuity.urls")),
    path("directory/", include("sekretariat.web.directory.urls")),
    path("history/", include("sekretariat.web.trail.urls")),
    path("search/", include("sekretariat.web.search.urls")),
    path("office/", include("sekretariat.web.office.urls")),
    path("setup/", include("sekretariat.web.setup.urls")),
    path("help/", include("sekretariat.web.help.urls")),
    path("l/", include("sekretariat.web.links.urls")),
]
