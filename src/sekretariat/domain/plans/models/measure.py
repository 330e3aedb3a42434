"""A measure exists once; each plan that holds it has an entry for it, under its own code."""

from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words import DatePoint, fold, sort_key
from sekretariat.ground.words.enums import Precision

from ..enums import AlignmentKind, CommitmentState, EntryState, MeasureKind, PartyRole
from .plan import Plan, code_key, within


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, actor: Actor) -> "MeasureQuerySet":
        """Measures of plans seen whole, and those of the actor's own institutions (`rules.can_see_measure`)."""
        if actor.is_system:
            return self.all()
        if not actor.is_known or actor.only_obligation is not None:
            return self.none()
        entries = PlanEntry.objects.visible_to(actor).filter(measure=OuterRef("pk"))
        return self.filter(Exists(entries) | within(actor, Permission.PLANS_SEE, institution="office", bodies=()))


class Measure(Revised):
    """What is to be done. `office` is the secretariat that entered it: it and the lead edit it, others see.

    `due_on` is the last day in time, whatever the precision. `cost` and `funded` are kept sums of the cost lines, in
    lekë (`services.totals`); the gap is their difference. `is_without_cost`: said to need no money of its own.
    """

    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="measures")
    kind = models.CharField(_("kind"), max_length=20, choices=MeasureKind, blank=True)
    title_sq = models.CharField(_("title in Albanian"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    problem_sq = models.TextField(_("the problem, in Albanian"), blank=True)
    problem_en = models.TextField(_("the problem, in English"), blank=True)
    description_sq = models.TextField(_("what is done, in Albanian"), blank=True)
    description_en = models.TextField(_("what is done, in English"), blank=True)
    result_sq = models.TextField(_("expected result, in Albanian"), blank=True)
    result_en = models.TextField(_("expected result, in English"), blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    is_without_cost = models.BooleanField(_("needs no money of its own"), default=False)
    cost = models.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0), editable=False)
    funded = models.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0), editable=False)
    sort_key = models.CharField(max_length=200, editable=False)
    folded = models.CharField(max_length=1100, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["office", "due_on"], name="measure_of_office")]
        constraints = [
            models.CheckConstraint(
                name="measure_dates_in_order",
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=models.F("starts_on")),
                violation_error_message=_("The deadline is before the first day."),
            ),
            models.CheckConstraint(
                name="measure_title_given",
                condition=~Q(title_sq=""),
                violation_error_message=_("Write the title of the measure."),
            ),
            models.CheckConstraint(
                name="measure_funded_within_cost",
                condition=Q(funded__gte=0) & Q(cost__gte=models.F("funded")),
                violation_error_message=_("What is secured is not more than the cost."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_sq

    def save(self, **kwargs: object) -> None:
        self.sort_key = sort_key(self.title_sq)[:200]
        self.folded = fold(f"{self.title_sq} {self.title_en}")[:1100]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "folded"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def gap(self) -> Decimal:
        return self.cost - self.funded

    @property
    def due(self) -> DatePoint | None:
        """The deadline, as exact as it was said."""
        return DatePoint(self.due_on, Precision(self.due_precision)) if self.due_on else None


class MeasureParty(models.Model):
    """Who leads the measure, perhaps through a body, and who contributes: state, civil society, donors alike."""

    measure = models.ForeignKey("domain.Measure", models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole, default=PartyRole.LEAD)
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="measures_as_party")
    body = models.ForeignKey(
        "domain.Body", models.PROTECT, null=True, blank=True, related_name="measures_led", verbose_name=_("through")
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["institution", "role"], name="measure_party_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "institution"],
                name="measure_party_once",
                violation_error_message=_("This institution is entered here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.institution_id} @ {self.measure_id}"


class PlanEntryQuerySet(models.QuerySet["PlanEntry"]):
    def visible_to(self, actor: Actor) -> "PlanEntryQuerySet":
        """Entries of plans seen whole; else what the actor's institution takes part in, or whose component it leads."""
        if actor.is_system:
            return self.all()
        if not actor.is_known or actor.only_obligation is not None:
            return self.none()
        whole = Q(plan__in=Plan.objects.open_to(actor).values("pk"))
        party = PlanEntry.objects.filter(_mine(actor, "measure__parties__institution"))
        lead = Q(component__parties__role=PartyRole.LEAD)
        led = PlanEntry.objects.filter(_mine(actor, "component__parties__institution") & lead)
        return self.filter(whole | Q(pk__in=party.values("pk")) | Q(pk__in=led.values("pk")))

    def in_order(self) -> "PlanEntryQuerySet":
        """As the plan prints them."""
        return self.order_by("component__code_key", "node__code_key", "code_key", "pk")


def _mine(actor: Actor, institution: str) -> Q:
    return within(actor, Permission.MEASURES_SEE, institution=institution, bodies=("plan__body", "plan__network"))


class PlanEntry(Revised):
    """A measure in a plan, under a node, as a code. `component` is the top node above it, kept for lists."""

    plan = models.ForeignKey("domain.Plan", models.PROTECT, related_name="entries")
    node = models.ForeignKey("domain.Node", models.PROTECT, related_name="entries", verbose_name=_("under"))
    component = models.ForeignKey("domain.Node", models.PROTECT, editable=False, related_name="entries_below")
    measure = models.ForeignKey("domain.Measure", models.PROTECT, related_name="entries")
    code = models.CharField(_("code"), max_length=40, blank=True)
    code_key = models.CharField(max_length=120, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=EntryState, default=EntryState.PROPOSED)

    objects = PlanEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["plan", "code_key"], name="entry_in_plan"),
            models.Index(fields=["plan", "state"], name="entry_state_in_plan"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "measure"],
                name="measure_once_in_plan",
                violation_error_message=_("This measure stands in the plan already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} @ {self.plan_id}"

    def save(self, **kwargs: object) -> None:
        self.code_key = code_key(self.code)
        self.component_id = self.node.component_key
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "code_key", "component"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]


class Milestone(models.Model):
    """A step on the way, with its own deadline."""

    measure = models.ForeignKey("domain.Measure", models.CASCADE, related_name="milestones")
    title_sq = models.CharField(_("milestone in Albanian"), max_length=300)
    title_en = models.CharField(_("milestone in English"), max_length=300, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title_sq

    @property
    def due(self) -> DatePoint | None:
        return DatePoint(self.due_on, Precision(self.due_precision)) if self.due_on else None


class Commitment(models.Model):
    """What the lead institution answered when it was asked whether it commits to the measure."""

    measure = models.ForeignKey("domain.Measure", models.CASCADE, related_name="commitments")
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="commitments")
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState)
    answer = models.ForeignKey("domain.Answer", models.PROTECT, related_name="commitments")
    on = models.DateField(_("answered on"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "institution"], name="commitment_once"),
            models.CheckConstraint(
                name="commitment_declined_has_a_reason",
                condition=~Q(state=CommitmentState.DECLINED) | ~Q(reason=""),
                violation_error_message=_("Say why the institution does not commit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.institution_id} @ {self.measure_id}"


class Alignment(models.Model):
    """What a measure serves: a node of another plan, a Sustainable Development Goal, an article of an act."""

    measure = models.ForeignKey("domain.Measure", models.CASCADE, related_name="alignments")
    kind = models.CharField(_("kind"), max_length=10, choices=AlignmentKind)
    node = models.ForeignKey("domain.Node", models.PROTECT, null=True, blank=True, related_name="alignments")
    sdg = models.CharField(_("goal or target"), max_length=6, blank=True)  # "16" or "16.6"
    act = models.ForeignKey("domain.Act", models.PROTECT, null=True, blank=True, related_name="alignments")
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="alignment_names_what_it_says",
                condition=Q(kind=AlignmentKind.NODE, node__isnull=False, sdg="", act=None, article="")
                | (Q(kind=AlignmentKind.SDG, node=None, act=None, article="") & ~Q(sdg=""))
                | Q(kind=AlignmentKind.ARTICLE, node=None, sdg="", act__isnull=False),
                violation_error_message=_("Name the goal, the SDG or the act, one of them."),
            ),
            models.UniqueConstraint(
                fields=["measure", "node"],
                condition=Q(kind=AlignmentKind.NODE),
                name="alignment_once_to_node",
                violation_error_message=_("This is entered already."),
            ),
            models.UniqueConstraint(
                fields=["measure", "sdg"],
                condition=Q(kind=AlignmentKind.SDG),
                name="alignment_once_to_sdg",
                violation_error_message=_("This is entered already."),
            ),
            models.UniqueConstraint(
                fields=["measure", "act", "article"],
                condition=Q(kind=AlignmentKind.ARTICLE),
                name="alignment_once_to_article",
                violation_error_message=_("This is entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} @ {self.measure_id}"
