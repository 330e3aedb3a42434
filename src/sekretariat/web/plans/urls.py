from django.urls import path

from . import editions, papers

app_name = "plans"
urlpatterns = [
    path("<int:pk>/editions/", editions.editions, name="editions"),
    path("<int:pk>/editions/new/", editions.edition_new, name="edition_new"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/papers/", editions.edition_papers, name="edition_papers"),
    path("editions/<int:pk>/files/<int:file_pk>/", editions.edition_file, name="edition_file"),
    path("<int:pk>/changes/", papers.changes, name="changes"),
    path("<int:pk>/paper/", papers.paper, name="paper"),
]
