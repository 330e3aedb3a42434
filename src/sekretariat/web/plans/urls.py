from django.urls import path

from . import (
    calendaring,
    costs,
    gate,
    indicator,
    measure,
    mine,
    months,
    moving,
    node,
    plan,
    portfolio,
    ranking,
    timeline,
    validating,
)
from .keeping.urls import urlpatterns as keeping

app_name = "plans"
urlpatterns = [
    path("", portfolio.plan_list, name="list"),
    path("mine/", mine.mine, name="mine"),
    path("measures/<int:pk>/", measure.detail, name="measure"),
    path("indicators/<int:pk>/", indicator.detail, name="indicator"),
    path("<int:pk>/", plan.detail, name="detail"),
    path("<int:pk>/costs/", costs.costs, name="costs"),
    path("<int:pk>/missing/", gate.gate, name="gate"),
    path("<int:pk>/missing/ask/", gate.ask, name="ask"),
    path("<int:pk>/ranking/", ranking.ranking, name="ranking"),
    path("<int:pk>/ranking/new/", ranking.sheet_new, name="sheet_new"),
    path("<int:pk>/ranking/assess/", ranking.assessing, name="assess"),
    path("<int:pk>/ranking/run/", ranking.run, name="run_sheet"),
    path("<int:pk>/ranking/close/", ranking.close, name="close_sheet"),
    path("<int:pk>/validate/", validating.validate, name="validate"),
    path("<int:pk>/nodes/<int:node_pk>/", node.detail, name="node"),
    path("<int:pk>/calendar/", calendaring.calendar, name="calendar"),
    path("<int:pk>/calendar/month/", months.month, name="calendar_month"),
    path("<int:pk>/calendar/frame/", calendaring.frame, name="frame"),
    path("<int:pk>/calendar/expect/", calendaring.expect, name="expect_calendar"),
    path("calendars/<int:pk>/join/", calendaring.join, name="join_calendar"),
    path("calendars/<int:pk>/return/", calendaring.send_back, name="return_calendar"),
    path("calendar-steps/<int:pk>/move/", moving.move, name="move_step"),
    path("<int:pk>/timeline/", timeline.measures, name="timeline"),
    *keeping,
]
