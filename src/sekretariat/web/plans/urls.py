from django.urls import path

from . import calendaring, months, moving, timeline

app_name = "plans"
urlpatterns = [
    path("<int:pk>/calendar/", calendaring.calendar, name="calendar"),
    path("<int:pk>/calendar/month/", months.month, name="calendar_month"),
    path("<int:pk>/calendar/frame/", calendaring.frame, name="frame"),
    path("<int:pk>/calendar/expect/", calendaring.expect, name="expect_calendar"),
    path("calendars/<int:pk>/join/", calendaring.join, name="join_calendar"),
    path("calendars/<int:pk>/return/", calendaring.send_back, name="return_calendar"),
    path("calendar-steps/<int:pk>/move/", moving.move, name="move_step"),
    path("<int:pk>/timeline/", timeline.measures, name="timeline"),
]
