"""Kinds, states and verbs of meetings. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    REGULAR = "regular", _("Regular meeting")
    EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")
    WRITTEN = "written", _("Written procedure")


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", pgettext_lazy("meeting", "Called")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


# What whoever is invited may see: a meeting that is being planned is its office's.
MADE_KNOWN = (MeetingState.CALLED, MeetingState.HELD, MeetingState.CANCELLED)


class ItemKind(models.TextChoices):
    """What an item of the agenda is about; each says which of the item's links to lower rows it uses."""

    LAST_MINUTES = "last_minutes", _("Approval of the last minutes")
    MATTERS_ARISING = "matters_arising", _("Matters arising")
    DUTIES = "duties", _("Duties falling due")
    VALIDATION = "validation", _("Measures to validate")
    CALENDARS = "calendars", _("Calendars of the components")
    ADOPTION = "adoption", _("Adoption of a plan")
    PRESENTATION = "presentation", _("Presentation")
    DISCUSSION = "discussion", _("Discussion")


class ItemState(models.TextChoices):
    OPEN = "open", pgettext_lazy("agenda item", "Open")
    DONE = "done", pgettext_lazy("agenda item", "Done")
    POSTPONED = "postponed", pgettext_lazy("agenda item", "Put off")


class InvitationReply(models.TextChoices):
    """What whoever was invited answered; nothing yet is the empty value."""

    YES = "yes", _("Comes")
    NO = "no", _("Does not come")
    SUBSTITUTE = "substitute", _("Sends a substitute")


class Presence(models.TextChoices):
    """Who was there; not recorded yet is the empty value."""

    PRESENT = "present", _("Present")
    REPRESENTED = "represented", _("Represented")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


# Counts as there when the quorum is counted.
THERE = (Presence.PRESENT, Presence.REPRESENTED)


class StatementKind(models.TextChoices):
    """What is written down at the table. Not everything said is a duty: conclusions stand as such."""

    NOTED = "noted", _("Note")
    SAID = "said", _("Statement of a speaker")
    STEP_TAKEN = "step_taken", _("Step taken so far")
    NEXT_STEP = "next_step", _("Next step")
    WORKING_RULE = "working_rule", _("Working rule")
    QUALITY_CONDITION = "quality_condition", _("Condition of quality")
    CRITERION = "criterion", _("Criterion")
    APPRAISAL = "appraisal", _("Appraisal by the participants")


CONCLUSIONS = (
    StatementKind.NEXT_STEP,
    StatementKind.WORKING_RULE,
    StatementKind.QUALITY_CONDITION,
    StatementKind.CRITERION,
)


class Verb(models.TextChoices):
    """What the body did, in the words of the papers: "u miratua", "u dakordësua" ..."""

    APPROVED = "approved", _("was approved")
    AGREED = "agreed", _("was agreed")
    VALIDATED = "validated", _("was validated")
    RETURNED = "returned", _("was returned")
    PRESENTED = "presented", _("was presented")
    INFORMED = "informed", _("was informed")


class PaperKind(models.TextChoices):
    """The documents of a meeting. Agenda and attendance list are made from the rows, not uploaded."""

    AGENDA = "agenda", _("Agenda")
    FRAMEWORK = "framework", _("Methodological framework")
    PRESENTATION = "presentation", _("Presentation")
    ATTENDANCE_LIST = "attendance_list", _("Attendance list")
    LETTERS = "letters", _("Official letters")
    SIGNED_LIST = "signed_list", _("Signed attendance list")
    ANNUAL_PLAN = "annual_plan", _("Annual plan of acts")
    OTHER = "other", _("Other document")


MADE_FROM_ROWS = (PaperKind.AGENDA, PaperKind.ATTENDANCE_LIST)


class MinutesKind(models.TextChoices):
    """What a body calls the record of its meeting."""

    NOTES = "notes", _("Discussion notes")
    MINUTES = "minutes", _("Minutes")


class MinutesState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("minutes", "Draft")
    CIRCULATED = "circulated", pgettext_lazy("minutes", "Circulated")
    APPROVED = "approved", pgettext_lazy("minutes", "Approved")


class RuleKind(models.TextChoices):
    """What a body must keep."""

    QUORUM = "quorum", _("Quorum")
    MEETS_EVERY = "meets_every", _("Meets at least every so many months")
    NOTICE = "notice", _("Invitation so many days before")
    ANNUAL_PLAN = "annual_plan", _("Decides an annual plan of acts")


class RuleStanding(models.TextChoices):
    """How a body keeps a rule on a day. Not stored: it depends on the day."""

    KEPT = "kept", pgettext_lazy("rule of a body", "Kept")
    TO_KEEP = "to_keep", pgettext_lazy("rule of a body", "To be kept soon")
    BROKEN = "broken", pgettext_lazy("rule of a body", "Broken")
    UNKNOWN = "unknown", pgettext_lazy("rule of a body", "Not known yet")


# What the secretariat is warned of.
WARNED_OF = (RuleStanding.TO_KEEP, RuleStanding.BROKEN)
