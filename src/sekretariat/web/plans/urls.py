from django.urls import path

from . import costs, indicator, measure, mine, node, plan, portfolio

app_name = "plans"
urlpatterns = [
    path("", portfolio.plan_list, name="list"),
    path("mine/", mine.mine, name="mine"),
    path("measures/<int:pk>/", measure.detail, name="measure"),
    path("indicators/<int:pk>/", indicator.detail, name="indicator"),
    path("<int:pk>/", plan.detail, name="detail"),
    path("<int:pk>/costs/", costs.costs, name="costs"),
    path("<int:pk>/nodes/<int:node_pk>/", node.detail, name="node"),
]
