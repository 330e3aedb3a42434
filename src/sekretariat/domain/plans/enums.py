"""Kinds, states and scales of plans. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(models.TextChoices):
    OGP = "ogp", _("Open Government Partnership action plan")
    STRATEGY = "strategy", _("Strategy with action plan")
    NSDI = "nsdi", _("National Strategy for Development and Integration")
    NPEI = "npei", _("National Plan for European Integration")
    MATRIX = "matrix", _("Free matrix")


class PlanState(models.TextChoices):
    """A plan that is being prepared is its office's; an adopted one is a public fact."""

    DRAFTING = "drafting", _("Being prepared")
    ADOPTED = "adopted", pgettext_lazy("plan", "Adopted")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")


class NodeKind(models.TextChoices):
    """The levels above the measure, in the words of each kind of plan."""

    COMPONENT = "component", _("Component")
    COMMITMENT = "commitment", _("Commitment")
    CHAPTER = "chapter", _("Chapter")
    POLICY_GOAL = "policy_goal", _("Policy goal")
    SPECIFIC_OBJECTIVE = "specific_objective", _("Specific objective")
    RESULT = "result", _("Result")


class OpenValue(models.TextChoices):
    """The values of the Open Government Partnership that a commitment serves (IRM)."""

    ACCESS = "access", _("Access to information")
    PARTICIPATION = "participation", _("Civic participation")
    ACCOUNTABILITY = "accountability", _("Public accountability")
    TECHNOLOGY = "technology", _("Technology and innovation")


class PartyRole(models.TextChoices):
    LEAD = "lead", _("Lead institution")
    CONTRIBUTING = "contributing", _("Contributing institution")


class Joined(models.TextChoices):
    """How a body through which one leads stands to the one before it: the seed's "dhe/ose"."""

    AND = "and", _("and")
    OR = "or", _("or")
    AND_OR = "and_or", _("and/or")


class MeasureKind(models.TextChoices):
    """The two kinds of the National Plan for European Integration."""

    LEGISLATIVE = "legislative", _("Legislative")
    IMPLEMENTING = "implementing", _("Implementing")


class EntryState(models.TextChoices):
    """Where a measure stands in one plan. Adopted: it stood in the plan when that was adopted, validated or not."""

    PROPOSED = "proposed", pgettext_lazy("measure", "Proposed")
    VALIDATED = "validated", pgettext_lazy("measure", "Validated")
    ADOPTED = "adopted", pgettext_lazy("measure", "Adopted with the plan")
    RETURNED = "returned", pgettext_lazy("measure", "Returned")
    LEFT_OUT = "left_out", pgettext_lazy("measure", "Left out")


class CommitmentState(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("commitment", "Confirmed")
    DECLINED = "declined", pgettext_lazy("commitment", "Declined")


class IndicatorLevel(models.TextChoices):
    OUTCOME = "outcome", _("Outcome indicator")
    OUTPUT = "output", _("Output indicator")


class Goal(models.TextChoices):
    """Which way is good."""

    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")


class Frequency(models.TextChoices):
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half_yearly", _("Every half-year")
    YEARLY = "yearly", _("Every year")


class FundingSource(models.TextChoices):
    """Who pays. A cost line without one is costed and not financed."""

    STATE_BUDGET = "state_budget", _("State budget")
    DONOR = "donor", _("Donor")
    OWN_REVENUE = "own_revenue", _("Own revenue")
    LOAN = "loan", _("Loan")


class Currency(models.TextChoices):
    ALL = "ALL", _("lekë")
    EUR = "EUR", _("euro")


class AlignmentKind(models.TextChoices):
    """What a measure is in accord with."""

    NODE = "node", _("Goal or objective of another plan")
    SDG = "sdg", _("Sustainable Development Goal")
    ARTICLE = "article", _("Article of an act or treaty")


class PlanLetterPurpose(models.TextChoices):
    """What a letter asks for a plan."""

    COMPLETENESS = "completeness", _("The data that are missing")
    COMMITMENT = "commitment", _("The commitment of the lead institution")
    CALENDAR = "calendar", _("The calendar of a component")


class CalendarState(models.TextChoices):
    """A component's calendar on its way into the joint one."""

    EXPECTED = "expected", pgettext_lazy("calendar", "Expected")
    RECEIVED = "received", pgettext_lazy("calendar", "Received")
    REFUSED = "refused", pgettext_lazy("calendar", "Returned with reasons")
    JOINED = "joined", pgettext_lazy("calendar", "Joined")


class StepKind(models.TextChoices):
    """What happens in a step; the frame sets a window for each."""

    PREPARATION = "preparation", pgettext_lazy("calendar step", "Preparation")
    DRAFTING = "drafting", pgettext_lazy("calendar step", "Drafting")
    CONSULTATION = "consultation", pgettext_lazy("calendar step", "Consultation")
    VALIDATION = "validation", pgettext_lazy("calendar step", "Validation")
    ADOPTION = "adoption", pgettext_lazy("calendar step", "Adoption")
    PUBLICATION = "publication", pgettext_lazy("calendar step", "Publication")
    OTHER = "other", pgettext_lazy("calendar step", "Other")


class Outcome(models.TextChoices):
    """What a body said of a plan entry."""

    VALIDATED = "validated", pgettext_lazy("measure", "Validated")
    RETURNED = "returned", pgettext_lazy("measure", "Returned")
    LEFT_OUT = "left_out", pgettext_lazy("measure", "Left out")


class PaperFormat(models.TextChoices):
    """In what a plan leaves the house."""

    DOCX = "docx", "Word (.docx)"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel (.xlsx)"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class Missing(models.TextChoices):
    """What keeps a measure from being validated."""

    LEAD = "lead", _("no lead institution")
    COMMITMENT = "commitment", _("no commitment of the lead institution")
    DECLINED = "declined", _("the lead institution has declined")
    DEADLINE = "deadline", _("no deadline")
    DEADLINE_OUTSIDE = "deadline_outside", _("deadline outside the years of the plan")
    COST = "cost", _("no cost")
    SOURCE = "source", _("cost without a source of funding")
    INDICATOR = "indicator", _("no indicator")
    BASELINE = "baseline", _("baseline not set")
    TARGET = "target", _("no target")
