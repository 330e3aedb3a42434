"""The pages on which plans are kept; `web.plans.urls` takes them in."""

from django.urls import path

from . import grid, indicators, measures, nodes, parts, plans, proposing

urlpatterns = [
    path("new/", plans.new, name="new"),
    path("<int:pk>/edit/", plans.edit, name="edit"),
    path("<int:pk>/adopt/", plans.adopt, name="adopt"),
    path("<int:pk>/close/", plans.close, name="close"),
    path("<int:pk>/nodes/new/", nodes.new, name="new_node"),
    path("<int:pk>/nodes/<int:node_pk>/edit/", nodes.edit, name="edit_node"),
    path("<int:pk>/nodes/<int:node_pk>/remove/", nodes.remove, name="remove_node"),
    path("<int:pk>/measures/new/", proposing.new, name="new_measure"),
    path("<int:pk>/measures/similar/", proposing.similar, name="similar"),
    path("<int:pk>/measures/link/", proposing.link, name="link_measure"),
    path("<int:pk>/grid/", grid.grid, name="grid"),
    path("measures/<int:pk>/edit/", measures.edit, name="edit_measure"),
    path("measures/<int:pk>/parties/", parts.parties, name="parties"),
    path("measures/<int:pk>/milestones/", parts.milestones, name="milestones"),
    path("measures/<int:pk>/costs/", parts.cost_lines, name="cost_lines"),
    path("measures/<int:pk>/serves/", parts.alignments, name="alignments"),
    path("measures/<int:pk>/indicators/new/", indicators.new, name="new_indicator"),
    path("<int:pk>/nodes/<int:node_pk>/indicators/new/", indicators.new_of_node, name="new_node_indicator"),
    path("indicators/<int:pk>/edit/", indicators.edit, name="edit_indicator"),
    path("indicators/<int:pk>/targets/", indicators.targets, name="set_targets"),
    path("indicators/<int:pk>/remove/", indicators.remove, name="remove_indicator"),
    path("entries/<int:pk>/edit/", measures.entry, name="edit_entry"),
    path("entries/<int:pk>/take-out/", measures.out, name="take_out"),
]
