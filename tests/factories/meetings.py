"""Rows of meetings, and of the remarks that come before them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    BodyDecision,
    BodyRule,
    Meeting,
    MeetingPaper,
    Minutes,
    Statement,
)

from .plans import PlanFactory
from .rows import BodyFactory, InstitutionFactory, OfficeFactory


class MeetingFactory(DjangoModelFactory):
    """A planned regular meeting on 25.06.2018 at ten; `called=True` calls it, `held=True` says that it was held."""

    class Meta:
        model = Meeting

    office = factory.SubFactory(OfficeFactory)
    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: n + 1)
    title_sq = factory.Sequence(lambda n: f"Mbledhja e provës {n}")
    title_en = factory.Sequence(lambda n: f"Meeting of trial {n}")
    on = datetime.date(2018, 6, 25)
    begins_at = datetime.time(10)
    ends_at = datetime.time(12)
    place_sq = "Salla e provës"

    class Params:
        called = factory.Trait(state="called", called_on=datetime.date(2018, 6, 18))
        held = factory.Trait(state="held", called_on=datetime.date(2018, 6, 18))


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title_sq = factory.Sequence(lambda n: f"Pika e provës {n}")
    title_en = factory.Sequence(lambda n: f"Item of trial {n}")


class MeetingPaperFactory(DjangoModelFactory):
    class Meta:
        model = MeetingPaper

    meeting = factory.SubFactory(MeetingFactory)
    title_sq = factory.Sequence(lambda n: f"Dokumenti i provës {n}")
    title_en = factory.Sequence(lambda n: f"Paper of trial {n}")


class AttendanceFactory(DjangoModelFactory):
    """An invited member's place."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    institution = factory.SubFactory(InstitutionFactory)
    institution_name = factory.LazyAttribute(lambda place: place.institution.name_sq if place.institution else "")
    name = factory.Sequence(lambda n: f"Anëtari i provës {n}")
    email = factory.Sequence(lambda n: f"anetar{n}@prova.example")
    is_member = True


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    meeting = factory.SubFactory(MeetingFactory)
    text_sq = factory.Sequence(lambda n: f"U tha diçka {n}.")


class BodyDecisionFactory(DjangoModelFactory):
    class Meta:
        model = BodyDecision

    meeting = factory.SubFactory(MeetingFactory)
    body = factory.LazyAttribute(lambda decision: decision.meeting.body)
    year = factory.LazyAttribute(lambda decision: decision.meeting.on.year)
    number = factory.Sequence(lambda n: n + 1)
    verb = "approved"
    text_sq = factory.Sequence(lambda n: f"U miratua diçka {n}.")


class ActionPointFactory(DjangoModelFactory):
    class Meta:
        model = ActionPoint

    meeting = factory.SubFactory(MeetingFactory)
    text_sq = factory.Sequence(lambda n: f"Të bëhet diçka {n}.")


class MinutesFactory(DjangoModelFactory):
    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)


class BodyRuleFactory(DjangoModelFactory):
    """A quorum of more than half of the seats."""

    class Meta:
        model = BodyRule

    body = factory.SubFactory(BodyFactory)
    kind = "quorum"
    share_of = 1
    share_in = 2


class RemarksRoundFactory(DjangoModelFactory):
    class Meta:
        model = RemarksRound

    office = factory.SubFactory(OfficeFactory)
    body = factory.SubFactory(BodyFactory)
    plan = factory.SubFactory(PlanFactory)
    subject_sq = factory.Sequence(lambda n: f"Vërejtjet e provës {n}")
    subject_en = factory.Sequence(lambda n: f"Remarks of trial {n}")
    opened_on = datetime.date(2018, 7, 2)
    due_on = datetime.date(2018, 7, 16)
