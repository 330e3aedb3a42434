from django.urls import path

from . import handing, orphans, persons, reorganising

app_name = "continuity"
urlpatterns = [
    path("orphans/", orphans.orphan_list, name="orphans"),
    path("institutions/<int:pk>/", reorganising.reorganise_institution, name="reorganise"),
    path("institutions/<int:pk>/successor/", reorganising.successor, name="successor"),
    path("mandates/<int:pk>/", handing.hand_over_mandate, name="hand_over"),
    path("hand-overs/<int:pk>/", handing.handed_over, name="handed_over"),
    path("hand-overs/<int:pk>/folder/", handing.folder, name="folder"),
    path("persons/<int:pk>/", persons.person, name="person"),
    path("persons/<int:pk>/data/", persons.data, name="person_data"),
    path("persons/<int:pk>/erase/", persons.erase, name="erase"),
]
