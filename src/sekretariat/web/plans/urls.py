from django.urls import path

from . import costs, editions, gate, indicator, measure, mine, node, papers, plan, portfolio, ranking, validating

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
    path("<int:pk>/editions/", editions.editions, name="editions"),
    path("<int:pk>/editions/new/", editions.edition_new, name="edition_new"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/papers/", editions.edition_papers, name="edition_papers"),
    path("editions/<int:pk>/files/<int:file_pk>/", editions.edition_file, name="edition_file"),
    path("<int:pk>/changes/", papers.changes, name="changes"),
    path("<int:pk>/paper/", papers.paper, name="paper"),
]
