"""What a plan costs and what is missing: by year and source, by component, by lead institution; in lekë or in euro."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sekretariat.domain.plans.enums import Currency, FundingSource
from sekretariat.domain.plans.models import Node, Plan
from sekretariat.domain.plans.queries import (
    NO_SOURCE,
    CrossTable,
    Figures,
    LedCosts,
    Sums,
    by_component,
    by_leads,
    by_source,
    components_of,
    costs_of,
    entries_seen,
    in_currency,
    in_euro,
    years_of,
)
from sekretariat.domain.plans.rules import sees_whole
from sekretariat.ground.errors import NotAllowed

from ..jinja import both
from ..page import SIGNED_IN, page
from .plan import visible_plan
from .tabs import tabs_of


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure in words, and the measures behind it; none for a figure of nothing."""

    value: Decimal
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    label: str | Promise
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A row of the cross table in three lines, cost, secured and gap, over years and their total."""

    label: str | Promise
    lines: list[Line]
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Cross:
    caption: str
    years: list[int]
    blocks: list[Block]


# What a row is called, and what it asks of the list of measures.
Named = Callable[[Any], tuple[str | Promise, dict[str, object]]]


class Book:
    """Cross tables of one plan, each figure with its address."""

    def __init__(self, plan: Plan) -> None:
        self.address = reverse("plans:detail", args=[plan.pk])

    def cross(self, caption: str, table: CrossTable, named: Named) -> Cross:
        blocks = []
        for row in table.rows:
            label, asks = named(row)
            sums = [(table.cell(row, year), {**asks, "cost_year": year}) for year in table.years]
            blocks.append(self._block(label, [*sums, (table.of_row(row), asks)]))
        if len(table.rows) > 1:
            years = [(table.of_year(year), {"cost_year": year}) for year in table.years]
            blocks.append(self._block(_("In all"), [*years, (table.total, {})], is_total=True))
        return Cross(caption=caption, years=table.years, blocks=blocks)

    def _block(self, label: str | Promise, sums: list[tuple[Sums, dict[str, object]]], is_total: bool = False) -> Block:
        lines = [
            Line(label=_("Cost"), cells=[self._cell(one.cost, asks) for one, asks in sums]),
            Line(label=_("Secured"), cells=[Cell(value=one.funded) for one, _asks in sums]),
            Line(label=_("Funding gap"), cells=[self._cell(one.gap, asks | {"gap": "yes"}) for one, asks in sums]),
        ]
        return Block(label=label, lines=lines, is_total=is_total)

    def _cell(self, value: Decimal, asks: dict[str, object]) -> Cell:
        return Cell(value=value, href=f"{self.address}?{urlencode(asks)}" if value and asks else "")


def _of_source(source: str) -> tuple[str | Promise, dict[str, object]]:
    label = FundingSource(source).label if source else _("Without a source")
    return label, {"source": source or NO_SOURCE}


def _of_component(node: Node) -> tuple[str, dict[str, object]]:
    return format_html("{} {}", node.code, both(node, "title")), {"component": node.pk}


def _led(rows: list[LedCosts], rate: Decimal | None) -> list[tuple[LedCosts, Sums]]:
    """Each with its sums in the currency of the page."""
    return [(row, _converted(row.figures, rate)) for row in rows]


def _converted(sums: Figures, rate: Decimal | None) -> Sums:
    if rate is None:
        return Sums(cost=sums.cost, funded=sums.funded)
    return Sums(cost=in_euro(sums.cost, rate), funded=in_euro(sums.funded, rate))


@page(permission=SIGNED_IN)
def costs(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    if not sees_whole(request.actor, plan):
        raise NotAllowed(_("The costs of a plan that is being prepared are shown to its secretariat alone."))
    entries = entries_seen(plan, request.actor)
    rate = plan.euro_rate if request.GET.get("currency") == "eur" else None
    found = in_currency(costs_of(entries), rate) if rate else costs_of(entries)
    years = years_of(found, plan.years)
    components = {node.pk: node for node in components_of(plan)}
    sources, book = by_source(found, years), Book(plan)
    parts = by_component(found, components, years)
    context = {
        "plan": plan,
        "total": sources.total,
        "currency": Currency.EUR if rate else Currency.ALL,
        "crosses": [
            book.cross(_("By year and source"), sources, _of_source),
            book.cross(_("By component"), parts, lambda key: _of_component(components[key])),
        ],
        "led": _led(by_leads(entries), rate),
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": "plans:costs",
    }
    return render(request, "plans/costs.html", context)
