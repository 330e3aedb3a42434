from django.urls import path

from . import following, grid, recording, views

app_name = "duties"

urlpatterns = [
    path("", views.home, name="list"),
    path("duties/mine/", views.mine, name="mine"),
    path("duties/<int:pk>/", views.detail, name="detail"),
    path("duties/<int:pk>/record/", recording.record, name="record"),
    path("duties/<int:pk>/withdraw-links/", views.withdraw_duty_links, name="withdraw_links"),
    path("duties/<int:pk>/extend/", following.extend_deadline, name="extend"),
    path("duties/<int:pk>/contact/", following.contact, name="contact"),
    path("duties/<int:pk>/escalate/", following.escalate, name="escalate"),
    path("duties/<int:pk>/drop/", recording.drop, name="drop"),
    path("duties/<int:pk>/decide/<decision>/", views.decide, name="decide"),
    path("duties/<int:pk>/files/<int:file_pk>/", views.file, name="file"),
    path("letters/<int:pk>/grid/", grid.grid, name="grid"),
]
