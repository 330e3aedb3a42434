"""What of the audit trail an office may read. The trail knows rows and mandates by number only; here they are rows."""

from collections.abc import Mapping

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.followup.models import ContactNote, GroupMail, Link, Reminder
from sekretariat.domain.letters.models import Letter, Matter
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.obligations.models import Answer, Extension, Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.models import (
    CalendarStep,
    CriteriaSheet,
    Edition,
    Measure,
    Node,
    Plan,
    PlanCalendar,
    PlanEntry,
)
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Event
from sekretariat.ground.mail.models import Outbox

from .models import HandOver

Rows = Mapping[str, QuerySet[Model]]


def readable_by(actor: Actor) -> QuerySet[Event]:
    """The events whose office the actor may read the history of.

    An event belongs to the office that its row belongs to, whoever did it: a letter to its own, a duty and its answers
    to the one that asked. What belongs to no office (an institution, an act, a person, a mandate, a file) is told where
    it was done by a mandate of the office, or as a part of something that was done with a row of the office.
    What another office did with its rows, or with rows of nobody, is not told, not even as a number.
    Of the own rows those count that the actor sees: an administrator does not follow duties.
    """
    if actor.is_system:
        return Event.objects.all()
    offices = [office for office, bodies in actor.scopes(Permission.AUDIT_SEE) if not bodies]
    rows = _rows_of(actor, offices)
    own = Q(pk__in=[])
    for kind, kept in rows.items():
        keys = kept.annotate(key=Cast("pk", CharField())).values("key")
        own |= Q(target_type=kind, target_key__in=keys)
    mandates = Mandate.objects.filter(institution__in=offices)
    own_head = Event.objects.filter(own, operation=OuterRef("operation"), position=0)
    of_nobody = ~Q(target_type__in=rows) & (Q(mandate_id__in=mandates.values("pk")) | Exists(own_head))
    return Event.objects.filter(own | of_nobody)


def _rows_of(actor: Actor, offices: list[int]) -> Rows:
    """The rows of these offices by the kind the trail calls them; a kind without any still belongs to offices."""
    letters = Letter.objects.visible_to(actor).filter(office__in=offices)
    duties = Obligation.objects.owed_to_actor(actor).filter(office__in=offices)
    of_duties = {"obligation__in": duties.values("pk")}
    return {
        "office": Office.objects.filter(pk__in=offices),
        "letter": letters,
        "matter": Matter.objects.filter(pk__in=letters.values("matter")),
        "obligation": duties,
        "answer": Answer.objects.filter(obligations__in=duties.values("pk")),
        "link": Link.objects.filter(**of_duties),
        "reminder": Reminder.objects.filter(**of_duties),
        "extension": Extension.objects.filter(**of_duties),
        "contactnote": ContactNote.objects.visible_to(actor).filter(office__in=offices),
        "handover": HandOver.objects.filter(office__in=offices),
        "groupmail": GroupMail.objects.visible_to(actor).filter(office__in=offices),
        **_rows_of_plans(offices),
        "meeting": Meeting.objects.filter(office__in=offices),
        "remarksround": RemarksRound.objects.filter(office__in=offices),
        "outbox": Outbox.objects.filter(office_id__in=offices),
    }


def _rows_of_plans(offices: list[int]) -> Rows:
    """A measure belongs to the office that entered it, whatever other plans hold it."""
    of_plans = {"plan__office__in": offices}
    return {
        "plan": Plan.objects.filter(office__in=offices),
        "measure": Measure.objects.filter(office__in=offices),
        "node": Node.objects.filter(**of_plans),
        "planentry": PlanEntry.objects.filter(**of_plans),
        "plancalendar": PlanCalendar.objects.filter(**of_plans),
        "calendarstep": CalendarStep.objects.filter(calendar__plan__office__in=offices),
        "criteriasheet": CriteriaSheet.objects.filter(**of_plans),
        "edition": Edition.objects.filter(**of_plans),
    }
