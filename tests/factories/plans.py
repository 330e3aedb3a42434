"""Rows of plans."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from sekretariat.domain.plans.enums import FundingSource, NodeKind, PlanKind, StepKind
from sekretariat.domain.plans.models import (
    CalendarStep,
    CostLine,
    CriteriaSheet,
    Indicator,
    Measure,
    MeasureParty,
    Milestone,
    Node,
    NodeParty,
    Plan,
    PlanCalendar,
    PlanEntry,
    Target,
)

from .rows import InstitutionFactory, OfficeFactory


class PlanFactory(DjangoModelFactory):
    """An OGP plan that is being prepared; `is_adopted=True` makes it a public fact."""

    class Meta:
        model = Plan

    kind = PlanKind.OGP
    name_sq = factory.Sequence(lambda n: f"Plani i provës {n}")
    name_en = factory.Sequence(lambda n: f"Plan of trial {n}")
    short_name = factory.Sequence(lambda n: f"PV{n}")
    year_from = 2018
    year_to = 2020
    office = factory.SubFactory(OfficeFactory)
    adoption_on = datetime.date(2018, 9, 28)

    class Params:
        adopted = factory.Trait(state="adopted")


class NodeFactory(DjangoModelFactory):
    class Meta:
        model = Node

    plan = factory.SubFactory(PlanFactory)
    kind = NodeKind.COMPONENT
    code = factory.Sequence(lambda n: str(n + 1))
    title_sq = factory.Sequence(lambda n: f"Komponenti i provës {n}")
    title_en = factory.Sequence(lambda n: f"Component of trial {n}")


class NodePartyFactory(DjangoModelFactory):
    class Meta:
        model = NodeParty

    node = factory.SubFactory(NodeFactory)
    institution = factory.SubFactory(InstitutionFactory)


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    office = factory.SubFactory(OfficeFactory)
    title_sq = factory.Sequence(lambda n: f"Masa e provës {n}")
    title_en = factory.Sequence(lambda n: f"Measure of trial {n}")
    due_on = datetime.date(2019, 12, 31)


class MeasurePartyFactory(DjangoModelFactory):
    class Meta:
        model = MeasureParty

    measure = factory.SubFactory(MeasureFactory)
    institution = factory.SubFactory(InstitutionFactory)


class PlanEntryFactory(DjangoModelFactory):
    """A measure of the plan's own office, under a component of its own."""

    class Meta:
        model = PlanEntry

    plan = factory.SubFactory(PlanFactory)
    node = factory.SubFactory(NodeFactory, plan=factory.SelfAttribute("..plan"))
    measure = factory.SubFactory(MeasureFactory, office=factory.SelfAttribute("..plan.office"))
    code = factory.Sequence(lambda n: f"1.{n + 1}")


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    measure = factory.SubFactory(MeasureFactory)
    title_sq = "Hapi i parë"
    due_on = datetime.date(2019, 6, 30)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    measure = factory.SubFactory(MeasureFactory)
    name_sq = factory.Sequence(lambda n: f"Treguesi i provës {n}")
    unit_sq = "%"


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2019
    value = Decimal(80)


class CostLineFactory(DjangoModelFactory):
    """Without the kept sums of its measure: those are made by services."""

    class Meta:
        model = CostLine

    measure = factory.SubFactory(MeasureFactory)
    year = 2019
    source = FundingSource.STATE_BUDGET
    amount = Decimal(1_000_000)
    is_secured = True


class CriteriaSheetFactory(DjangoModelFactory):
    class Meta:
        model = CriteriaSheet

    plan = factory.SubFactory(PlanFactory)
    version = factory.Sequence(lambda n: n + 1)
    made_on = datetime.date(2018, 6, 25)


class PlanCalendarFactory(DjangoModelFactory):
    """The frame of the plan, unless a node is given."""

    class Meta:
        model = PlanCalendar

    plan = factory.SubFactory(PlanFactory)


class CalendarStepFactory(DjangoModelFactory):
    class Meta:
        model = CalendarStep

    calendar = factory.SubFactory(PlanCalendarFactory)
    position = factory.Sequence(lambda n: n % 1000)
    kind = StepKind.CONSULTATION
    title_sq = factory.Sequence(lambda n: f"Hapi i provës {n}")
    institution = factory.SubFactory(InstitutionFactory)
    ends_on = datetime.date(2018, 7, 20)
