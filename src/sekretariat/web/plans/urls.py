from django.urls import path

from . import costs, gate, indicator, measure, mine, node, plan, portfolio, ranking, validating

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
]
