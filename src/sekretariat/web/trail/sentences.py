"""Events of the audit trail as sentences that a person reads. Every event code has one here; a test demands it."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.followup.enums import ContactWay, Stage
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.meetings.enums import InvitationReply
from sekretariat.domain.plans.enums import PlanLetterPurpose
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.queries import names_of
from sekretariat.ground.mail.enums import MailState

from ..jinja import day

# What happened, by the code of the event. `who` did it; the other names are those of the event's data.
SENTENCES: Mapping[str, str | Promise] = {
    "act.added": gettext_lazy("%(who)s entered the act %(act)s."),
    "act.amended": gettext_lazy("%(who)s noted that it changes %(amended)s. %(articles)s"),
    "act.amended_by": gettext_lazy("%(who)s noted that %(act)s changes it. %(articles)s"),
    "act.amendment_removed": gettext_lazy("%(who)s took back that it changes %(amended)s."),
    "act.date_confirmed": gettext_lazy("%(who)s confirmed the date at the source: %(day)s."),
    "act.edited": gettext_lazy("%(who)s corrected the act."),
    "answer.taken": gettext_lazy("%(who)s gave the answer (%(channel)s)."),
    "body.added": gettext_lazy("%(who)s entered the body “%(name)s”."),
    "body.based": gettext_lazy("%(who)s noted %(act)s as its legal basis. %(article)s"),
    "body.basis_removed": gettext_lazy("%(who)s took back %(act)s as its legal basis. %(article)s"),
    "body.edited": gettext_lazy("%(who)s corrected the body."),
    "calendar.expected": gettext_lazy(
        "%(who)s noted by which duty %(institution)s sends the calendar of %(component)s."
    ),
    "calendar.framed": gettext_lazy("%(who)s set the frame of the calendar."),
    "calendar.joined": gettext_lazy("%(who)s joined the calendar of %(component)s; steps: %(steps)s."),
    "calendar.moved": gettext_lazy(
        "%(who)s moved the step “%(step)s” from %(before)s to %(due)s, and with it others: %(pushed)s. %(reason)s"
    ),
    "calendar.received": gettext_lazy("%(who)s gave the calendar of %(component)s; steps: %(steps)s."),
    "calendar.recounted": gettext_lazy("%(who)s changed the holidays; steps of the calendar that moved: %(pushed)s."),
    "calendar.returned": gettext_lazy("%(who)s returned the calendar of %(component)s: %(reason)s"),
    "commitment.confirmed": gettext_lazy("%(who)s noted that %(institution)s commits to the measure."),
    "commitment.declined": gettext_lazy("%(who)s noted that %(institution)s does not commit: %(reason)s"),
    "edition.made": gettext_lazy("%(who)s froze edition %(number)s of the plan: “%(title)s”."),
    "feed.closed": gettext_lazy("%(who)s closed a calendar address (%(calendar)s)."),
    "feed.opened": gettext_lazy("%(who)s had a calendar address made (%(calendar)s)."),
    "feed.renewed": gettext_lazy(
        "%(who)s had another calendar address made; the old one no longer opens (%(calendar)s)."
    ),
    "contact.noted": gettext_lazy("%(who)s noted a contact with %(institution)s (%(way)s)."),
    "file.kept": gettext_lazy("%(who)s had a document made and kept."),
    "file.taken": gettext_lazy("%(who)s uploaded the file."),
    "groupmail.sent": gettext_lazy("%(who)s wrote to %(count)s persons of the directory."),
    "groupmail.tested": gettext_lazy("%(who)s had a mail to many sent to themselves, to look at it."),
    "holiday.cancelled": gettext_lazy("%(who)s made %(day)s a working day again (%(name)s)."),
    "holiday.declared": gettext_lazy("%(who)s declared %(day)s a holiday: %(name)s."),
    "institution.added": gettext_lazy("%(who)s entered the institution “%(name)s”."),
    "institution.dissolved": gettext_lazy("%(who)s entered that the institution was dissolved. %(act)s"),
    "institution.edited": gettext_lazy("%(who)s corrected the institution."),
    "institution.ended": gettext_lazy("%(who)s entered its last day."),
    "institution.merged": gettext_lazy("%(who)s entered that it was merged into %(successor)s. %(act)s"),
    "institution.moved": gettext_lazy("%(who)s made it a part of %(to)s."),
    "institution.named_person": gettext_lazy("%(who)s took down whom the institution named as %(role)s."),
    "institution.people_listed": gettext_lazy("%(who)s pasted a list of its people; rows with a change: %(rows)s."),
    "institution.renamed": gettext_lazy("%(who)s entered that from then on it is %(successor)s. %(act)s"),
    "institution.succeeded": gettext_lazy("%(who)s entered it as the successor of %(before_it)s."),
    "institution.successor_named": gettext_lazy("%(who)s named %(successor)s as its successor. %(act)s"),
    "issuer.added": gettext_lazy("%(who)s entered the issuer of acts “%(name)s”."),
    "letter.assigned": gettext_lazy("%(who)s noted the head's instruction “%(instruction)s”."),
    "letter.drafted": gettext_lazy("%(who)s began the letter “%(subject)s”."),
    "letter.edited": gettext_lazy("%(who)s changed the draft. Its subject is now “%(subject)s”."),
    "letter.enclosed": gettext_lazy("%(who)s added the enclosure “%(title)s”."),
    "letter.enclosure_removed": gettext_lazy("%(who)s took off the enclosure “%(title)s”."),
    "letter.mailed": gettext_lazy("%(who)s sent the letter by e-mail to those who still owe an answer."),
    "letter.passed_on": gettext_lazy("%(who)s passed the letter on to %(person)s."),
    "letter.receipt_noted": gettext_lazy("%(who)s noted that %(institution)s received the letter."),
    "letter.received": gettext_lazy("%(who)s registered the incoming letter as no. %(number)s, from %(sender)s."),
    "letter.registered": gettext_lazy("%(who)s registered the letter as no. %(number)s."),
    "letter.scanned": gettext_lazy("%(who)s added the signed scan. From now on it is the record."),
    "letter.sent": gettext_lazy("%(who)s noted that letter no. %(number)s was sent."),
    "letter.signed": gettext_lazy("%(who)s noted that the letter was signed."),
    "indicator.added": gettext_lazy("%(who)s entered the indicator “%(name)s”."),
    "indicator.edited": gettext_lazy("%(who)s corrected the passport of the indicator “%(name)s”."),
    "indicator.removed": gettext_lazy("%(who)s took out the indicator “%(name)s”."),
    "indicator.targets_set": gettext_lazy(
        "%(who)s changed the targets of “%(name)s”: %(changes)s. Decided by: %(decided_by)s"
    ),
    "measure.added": gettext_lazy("%(who)s entered the measure “%(title)s” in %(plan)s, as %(code)s."),
    "measure.alignments_set": gettext_lazy("%(who)s said anew what it serves."),
    "measure.costs_set": gettext_lazy(
        "%(who)s entered what it costs: %(cost)s lekë, of which %(funded)s are secured; before %(was_cost)s and "
        "%(was_funded)s."
    ),
    "measure.edited": gettext_lazy("%(who)s changed the measure."),
    "measure.linked": gettext_lazy("%(who)s linked it into %(plan)s, as %(code)s."),
    "measure.milestones_set": gettext_lazy("%(who)s entered its milestones: %(count)s."),
    "measure.moved": gettext_lazy("%(who)s gave it another place in %(plan)s: %(code)s."),
    "measure.parties_set": gettext_lazy("%(who)s entered who leads it: %(leads)s."),
    "measure.passed_on": gettext_lazy("%(who)s passed it from %(led_before_by)s on to %(led_by)s."),
    "measure.taken_out": gettext_lazy("%(who)s took it out of %(plan)s: %(reason)s"),
    "meeting.cancelled": gettext_lazy("%(who)s cancelled meeting %(number)s: %(reason)s"),
    "meeting.edited": gettext_lazy("%(who)s corrected meeting %(number)s."),
    "meeting.item_added": gettext_lazy("%(who)s put “%(title)s” on the agenda."),
    "meeting.item_edited": gettext_lazy("%(who)s corrected “%(title)s” in the agenda."),
    "meeting.item_moved": gettext_lazy("%(who)s gave “%(title)s” place %(position)s in the agenda."),
    "meeting.item_removed": gettext_lazy("%(who)s took “%(title)s” off the agenda."),
    "meeting.item_state": gettext_lazy("%(who)s noted how “%(title)s” stands: %(state)s."),
    "meeting.planned": gettext_lazy("%(who)s planned meeting %(number)s of %(body)s for %(day)s."),
    "node.added": gettext_lazy("%(who)s entered %(code)s “%(title)s”."),
    "node.edited": gettext_lazy("%(who)s corrected %(code)s."),
    "node.parties_set": gettext_lazy("%(who)s entered who leads %(code)s: %(leads)s."),
    "node.passed_on": gettext_lazy("%(who)s passed it from %(led_before_by)s on to %(led_by)s."),
    "node.removed": gettext_lazy("%(who)s took out %(code)s “%(title)s”."),
    "plan.added": gettext_lazy("%(who)s entered the plan “%(name)s”, %(years)s."),
    "plan.adopted": gettext_lazy("%(who)s entered that the plan was adopted on %(day)s. %(act)s"),
    "plan.closed": gettext_lazy("%(who)s closed the plan."),
    "plan.edited": gettext_lazy("%(who)s corrected the plan."),
    "link.made": gettext_lazy("%(who)s had a personal link made."),
    "link.revoked": gettext_lazy("%(who)s withdrew the personal links."),
    "mail.marked_sent": gettext_lazy("%(who)s noted that the mail arrived; until then it was: %(was)s."),
    "mail.sent_again": gettext_lazy("%(who)s had the mail sent again; until then it was: %(was)s."),
    "mandate.begun": gettext_lazy("%(who)s recorded that %(person)s acts as %(role)s. %(paper)s"),
    "mandate.ended": gettext_lazy("%(who)s ended the mandate of %(person)s as %(role)s: %(reason)s"),
    "mandate.handed_over": gettext_lazy("%(who)s handed the mandate over, with what was open in it."),
    "matter.closed": gettext_lazy("%(who)s closed the matter no. %(number)s."),
    "obligation.accepted": gettext_lazy("%(who)s accepted the answer."),
    "obligation.answered": gettext_lazy("%(who)s answered (%(channel)s)."),
    "obligation.asked": gettext_lazy("%(who)s asked it (%(source)s). Deadline: %(due)s."),
    "obligation.asked_again": gettext_lazy("%(who)s asked the same again (%(source)s)."),
    "obligation.escalated": gettext_lazy("%(who)s had a letter to %(to)s drafted about the delay."),
    "obligation.extended": gettext_lazy("%(who)s put the deadline off from %(before)s to %(due)s: %(reason)s"),
    "obligation.received": gettext_lazy("%(who)s noted the receipt, from which the term runs. Deadline: %(due)s."),
    "obligation.recounted": gettext_lazy(
        "%(who)s changed the holidays: the deadline moved from %(before)s to %(due)s."
    ),
    "obligation.rehomed": gettext_lazy("%(who)s passed the duty from %(owed_before_by)s on to %(owed_by)s."),
    "obligation.reminded": gettext_lazy("%(who)s reminded %(institution)s by e-mail (%(stage)s). Deadline: %(due)s."),
    "obligation.rescheduled": gettext_lazy(
        "%(who)s moved the deadline with the calendar from %(before)s to %(due)s: %(reason)s"
    ),
    "obligation.returned": gettext_lazy("%(who)s returned the answer: %(reason)s"),
    "obligation.withdrawn": gettext_lazy("%(who)s withdrew the duty: %(reason)s"),
    "office.edited": gettext_lazy("%(who)s changed the settings of the office."),
    "office.opened": gettext_lazy("%(who)s set up the office “%(name)s”."),
    "office.template_set": gettext_lazy("%(who)s changed the template of the letters."),
    "measure.left_out": gettext_lazy("%(who)s noted that %(body)s left it out of %(plan)s on %(day)s: %(reason)s"),
    "measure.returned": gettext_lazy("%(who)s noted that %(body)s returned it in %(plan)s on %(day)s: %(reason)s"),
    "measure.validated": gettext_lazy("%(who)s noted that %(body)s validated it in %(plan)s on %(day)s."),
    "plan.asked": gettext_lazy("%(who)s had a letter drafted to %(institutions)s: %(purpose)s."),
    "plan.assessed": gettext_lazy("%(who)s assessed the strategic weight on version %(version)s of the criteria."),
    "plan.decided_on": gettext_lazy(
        "%(who)s noted what %(body)s decided on %(day)s: %(validated)s validated, %(returned)s returned, "
        "%(left_out)s left out."
    ),
    "plan.ranked": gettext_lazy("%(who)s had the ranking computed by version %(version)s of the criteria."),
    "plan.sheet_closed": gettext_lazy("%(who)s closed version %(version)s of the criteria."),
    "plan.sheet_made": gettext_lazy("%(who)s made version %(version)s of the criteria."),
    "person.completed": gettext_lazy("%(who)s completed what was missing of the person."),
    "person.edited": gettext_lazy("%(who)s corrected the person: %(fields)s."),
    "person.erased": gettext_lazy("%(who)s erased the data of the person."),
    "person.invited": gettext_lazy("%(who)s invited the person to sign in."),
    "person.noted": gettext_lazy("%(who)s entered the person."),
    "post.added": gettext_lazy("%(who)s entered the post “%(title)s”."),
    "post.edited": gettext_lazy("%(who)s corrected the post “%(title)s”."),
    "post.ended": gettext_lazy("%(who)s entered the end of the post “%(title)s”."),
    "post.holder_changed": gettext_lazy("%(who)s entered who holds a post."),
    "seat.added": gettext_lazy("%(who)s gave %(institution)s a seat: %(role)s."),
    "seat.ended": gettext_lazy("%(who)s ended the seat of %(institution)s: %(role)s. %(day)s %(act)s"),
    "seat.passed_on": gettext_lazy("%(who)s passed a seat on to %(institution)s: %(role)s."),
    "subordination.added": gettext_lazy("%(who)s entered that it stands under %(superior)s. %(act)s"),
    "subordination.ended": gettext_lazy("%(who)s entered that it no longer stands under %(superior)s."),
    "territory.added": gettext_lazy("%(who)s entered the territory “%(name)s”."),
    "user.language_chosen": gettext_lazy("%(who)s chose the language of the pages."),
    "user.password_set": gettext_lazy("%(who)s set a new password."),
    "user.second_step_added": gettext_lazy("%(who)s set up the second step of sign-in."),
    "user.second_step_removed": gettext_lazy("%(who)s removed the second step of sign-in."),
    "user.second_step_renewed": gettext_lazy("%(who)s renewed the second step of sign-in."),
    "body.rule_removed": gettext_lazy("%(who)s took back the rule “%(rule)s”."),
    "body.rule_set": gettext_lazy("%(who)s entered the rule “%(rule)s”: %(figure)s %(reference)s"),
    "meeting.action_edited": gettext_lazy("%(who)s corrected the action point “%(text)s”."),
    "meeting.action_removed": gettext_lazy("%(who)s took the action point “%(text)s” off the table."),
    "meeting.action_written": gettext_lazy("%(who)s wrote down the action point “%(text)s”."),
    "meeting.called": gettext_lazy("%(who)s called meeting %(number)s for %(day)s; places: %(added)s."),
    "meeting.called_again": gettext_lazy(
        "%(who)s called meeting %(number)s again, for %(day)s; places that came: %(added)s, that went: %(removed)s."
    ),
    "meeting.decision_edited": gettext_lazy("%(who)s corrected the words of decision %(number)s."),
    "meeting.decision_removed": gettext_lazy("%(who)s took decision %(number)s back: “%(text)s”"),
    "meeting.decision_taken": gettext_lazy("%(who)s recorded decision %(number)s of %(body)s: “%(text)s”"),
    "meeting.extract_drafted": gettext_lazy(
        "%(who)s drafted a letter with the extract of decision %(number)s to %(institutions)s."
    ),
    "meeting.held": gettext_lazy("%(who)s noted that meeting %(number)s was held on %(day)s. %(quorum)s"),
    "meeting.invited": gettext_lazy("%(who)s had invitations to meeting %(number)s written: %(count)s."),
    "meeting.line_moved": gettext_lazy("%(who)s gave “%(text)s” place %(position)s in its item."),
    "meeting.minutes_approved": gettext_lazy(
        "%(who)s noted that the minutes of meeting %(number)s were approved at meeting %(at)s."
    ),
    "meeting.minutes_circulated": gettext_lazy("%(who)s circulated the minutes of meeting %(number)s."),
    "meeting.minutes_remarked": gettext_lazy("%(who)s took down a remark on the minutes of meeting %(number)s."),
    "meeting.paper_added": gettext_lazy("%(who)s added the paper “%(title)s”."),
    "meeting.paper_removed": gettext_lazy("%(who)s took the paper “%(title)s” off the list."),
    "meeting.place_added": gettext_lazy("%(who)s invited somebody further (%(place)s)."),
    "meeting.place_removed": gettext_lazy("%(who)s took a place off the list (%(place)s)."),
    "meeting.presence": gettext_lazy(
        "%(who)s recorded who was at meeting %(number)s; places: %(count)s, there: %(there)s."
    ),
    "meeting.remark_refused": gettext_lazy("%(who)s did not take a remark on the minutes: %(reason)s"),
    "meeting.remark_taken": gettext_lazy("%(who)s took a remark on the minutes. %(reason)s"),
    "meeting.replied": gettext_lazy("%(who)s answered the invitation of %(institution)s: %(reply)s."),
    "meeting.statement_edited": gettext_lazy("%(who)s corrected what was written at the table: “%(text)s”."),
    "meeting.statement_removed": gettext_lazy("%(who)s took off the table: “%(text)s”."),
    "meeting.statement_written": gettext_lazy("%(who)s wrote down at the table: “%(text)s”."),
    "round.closed": gettext_lazy("%(who)s closed the round of remarks “%(subject)s”. Silent: %(silent)s"),
    "round.opened": gettext_lazy(
        "%(who)s asked %(body)s for remarks on %(count)s measures of %(plan)s: “%(subject)s”."
    ),
    "round.remark_answered": gettext_lazy("%(who)s answered a remark of %(member)s: %(response)s"),
    "round.remarked": gettext_lazy("%(who)s gave %(count)s remarks of %(member)s in the round “%(subject)s”."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event as the page of a history shows it."""

    event: Event
    sentence: str
    by_what: str  # the mandate by which it was done
    channel: str
    counts_from: datetime.date | None  # where it is another day than the one of recording
    changes: list[tuple[str, str, str]]  # field, before, after


def tell(events: Iterable[Event]) -> list[Told]:
    """The events as sentences: four queries, however many there are."""
    events = list(events)
    words = _Words(events)
    return [
        Told(
            event=event,
            sentence=words.sentence(event),
            by_what=words.by_what(event),
            channel=str(Channel(event.channel).label),
            counts_from=event.counts_from if event.counts_from != timezone.localdate(event.recorded_at) else None,
            changes=_changes(event),
        )
        for event in events
    ]


class _Words:
    """What the ids in events stand for."""

    def __init__(self, events: list[Event]) -> None:
        self.names = names_of(events)
        self.mandates = Mandate.objects.select_related("institution").in_bulk({e.mandate_id for e in events})
        self.institutions = Institution.objects.in_bulk({e.institution_id for e in events})
        self.persons = Person.objects.in_bulk({e.data["person"] for e in events if "person" in e.data})

    def sentence(self, event: Event) -> str:
        said = {name: self.value(name, value, event) for name, value in event.data.items()}
        institution = self.institutions.get(event.institution_id)
        said |= {"who": self.who(event), "institution": institution.label if institution else "—"}
        return (str(SENTENCES[event.what]) % _OrDash(said)).strip()

    def who(self, event: Event) -> str:
        if event.person_id:
            return self.names.get(event.person_id) or _("a person whose name was erased")
        if event.channel == Channel.LINK and event.institution_id in self.institutions:
            return self.institutions[event.institution_id].label
        return _("Sekretariat itself")

    def by_what(self, event: Event) -> str:
        return role_held(self.mandates.get(event.mandate_id))

    def value(self, name: str, value: object, event: Event) -> str:
        if name == "person":
            person = self.persons.get(value)
            return person.name if person else _("a person whose name was erased")
        if name == "fields" and isinstance(value, list):
            return ", ".join(_label(event, field) for field in value)
        return _FORMATS.get(name, str)(value)


def role_held(mandate: Mandate | None) -> str:
    """The mandate by which something was done, in words; nothing where there was none."""
    if mandate is None:
        return ""
    role = str(mandate.get_role_display()).lower()
    return _("as %(role)s, %(institution)s") % {"role": role, "institution": mandate.institution.label}


class _OrDash(dict[str, str]):
    """Older events may lack what a sentence names today."""

    def __missing__(self, name: str) -> str:
        return "—"


def _day(value: object) -> str:
    try:
        return day(datetime.date.fromisoformat(str(value)))
    except ValueError:
        return "—"


_FORMATS: Mapping[str, Callable[[object], str]] = {
    "before": _day,
    "channel": lambda value: str(Channel(value).label).lower(),
    "day": _day,
    "due": _day,
    "purpose": lambda value: str(PlanLetterPurpose(value).label).lower(),
    "reply": lambda value: str(InvitationReply(value).label).lower(),
    "role": lambda value: _role(str(value)),
    "stage": lambda value: str(Stage(value).label).lower(),
    "was": lambda value: str(MailState(value).label).lower(),
    "way": lambda value: str(ContactWay(value).label).lower(),
}


def _role(value: str) -> str:
    """A role of a mandate, or of a seat."""
    roles = dict(SeatRole.choices) | dict(Role.choices)
    return str(roles.get(value, value)).lower()


def _changes(event: Event) -> list[tuple[str, str, str]]:
    before, after = event.data.get("before"), event.data.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [(_label(event, name), str(before[name]) or "—", str(after.get(name)) or "—") for name in before]


def _label(event: Event, field: str) -> str:
    """What the column is called on the pages; its own name where it is there no more."""
    models = {model._meta.model_name: model for model in apps.get_models()}
    try:
        return str(models[event.target_type]._meta.get_field(field).verbose_name)
    except FieldDoesNotExist:
        return field
