from django.urls import path

from . import feed, views

app_name = "calendars"

urlpatterns = [
    path("calendars/", views.calendars, name="list"),
    path("calendars/open/", views.open_, name="open"),
    path("calendars/<int:pk>/renew/", views.renew, name="renew"),
    path("calendars/<int:pk>/close/", views.close, name="close"),
    path("calendar/<token>.ics", feed.feed, name="feed"),
]
