"""Plans as trees. Codes are labels on paper, never keys: they repeat, and they change with every revision."""

import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words.models import Named

from ..enums import Joined, NodeKind, PartyRole, PlanKind, PlanLetterPurpose, PlanState


def code_key(code: str) -> str:
    """What codes are put in order by: "C1.10" comes after "C1.9"."""
    return re.sub(r"[0-9]{1,9}", lambda digits: digits[0].zfill(9), code.upper())[:120]


def within(actor: Actor, permission: Permission, *, institution: str, bodies: tuple[str, ...]) -> Q:
    """Rows of institutions for which the actor holds the permission, perhaps only in one of the bodies.

    `institution` and `bodies` are paths from the row. A mandate that names a body opens rows of that body alone.
    """
    condition = Q(pk__in=[])
    for institution_id, body_ids in actor.scopes(permission):
        scope = Q(**{institution: institution_id})
        if body_ids:
            in_body = Q(pk__in=[])
            for body in bodies:
                in_body |= Q(**{f"{body}__in": body_ids})
            scope &= in_body
        condition |= scope
    return condition


class PlanQuerySet(models.QuerySet["Plan"]):
    def open_to(self, actor: Actor) -> "PlanQuerySet":
        """Plans seen whole: the adopted, and those that the actor's own office prepares (`rules.sees_whole`)."""
        if actor.is_system:
            return self.all()
        if not actor.is_known or actor.only_obligation is not None:
            return self.none()
        own = within(actor, Permission.PLANS_SEE, institution="office", bodies=("body", "network"))
        return self.filter(~Q(state=PlanState.DRAFTING) | own)

    def visible_to(self, actor: Actor) -> "PlanQuerySet":
        """Those, and plans in which an institution of the actor leads or takes part."""
        if actor.is_system or not actor.is_known or actor.only_obligation is not None:
            return self.open_to(actor)
        return self.filter(Q(pk__in=self.open_to(actor).values("pk")) | Q(pk__in=_plans_of_parties(actor)))


def _plans_of_parties(actor: Actor) -> models.QuerySet:
    """Keys of the plans in which an institution for which the actor acts leads a node or is party to a measure."""
    from .measure import PlanEntry  # the two look at one another

    plan_bodies = ("plan__body", "plan__network")
    of_node = within(
        actor, Permission.MEASURES_SEE, institution="institution", bodies=("node__plan__body", "node__plan__network")
    )
    nodes = NodeParty.objects.filter(of_node).order_by().values("node__plan")
    of_measure = within(actor, Permission.MEASURES_SEE, institution="measure__parties__institution", bodies=plan_bodies)
    return nodes.union(PlanEntry.objects.filter(of_measure).values("plan"))


class Plan(Revised, Named):  # type: ignore[django-manager-missing]
    """An action plan, a strategy with one, or a matrix of measures."""

    kind = models.CharField(_("kind"), max_length=20, choices=PlanKind)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    year_from = models.PositiveSmallIntegerField(_("first year"))
    year_to = models.PositiveSmallIntegerField(_("last year"))
    office = models.ForeignKey(
        "domain.Office", models.PROTECT, related_name="plans", verbose_name=_("technical secretariat")
    )
    body = models.ForeignKey(
        "domain.Body", models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("owning body")
    )
    # Whose coordinators answer for the plan: their mandates name this body, not the one that decides.
    network = models.ForeignKey(
        "domain.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans_coordinated",
        verbose_name=_("network of coordinators"),
    )
    previous = models.ForeignKey(
        "domain.Plan", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("plan before it")
    )
    act = models.ForeignKey(
        "domain.Act", models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("adopted by")
    )
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFTING)
    adoption_on = models.DateField(_("day of adoption, planned or past"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("how many measures it takes"), null=True, blank=True)
    # Lekë for one euro, by which sums are also shown in euro; each cost line keeps the rate it was entered with.
    euro_rate = models.DecimalField(_("lekë for one euro"), max_digits=8, decimal_places=4, null=True, blank=True)
    note_sq = models.TextField(_("note in Albanian"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_years_in_order",
                condition=Q(year_to__gte=models.F("year_from")) & Q(year_from__gte=1990) & Q(year_to__lte=2100),
                violation_error_message=_("The last year is not before the first; both lie between 1990 and 2100."),
            ),
            models.CheckConstraint(
                name="plan_euro_rate_positive",
                condition=Q(euro_rate=None) | Q(euro_rate__gt=0),
                violation_error_message=_("The rate of the euro is a positive number."),
            ),
            models.CheckConstraint(
                name="plan_adopted_has_its_day",
                condition=Q(state=PlanState.DRAFTING) | Q(adoption_on__isnull=False) | Q(act__isnull=False),
                violation_error_message=_("Give the day on which the plan was adopted, or the act that adopted it."),
            ),
            models.UniqueConstraint(
                fields=["name_sq", "year_from", "office"],
                name="plan_once",
                violation_error_message=_("This plan is entered already."),
            ),
        ]

    def other_names(self) -> list[str]:
        return [self.short_name]

    @property
    def label(self) -> str:
        return self.short_name or self.name_sq

    @property
    def years(self) -> range:
        return range(self.year_from, self.year_to + 1)

    @property
    def is_adopted(self) -> bool:
        return self.state != PlanState.DRAFTING

    @property
    def body_ids(self) -> frozenset[int]:
        """The bodies in which one may act for the plan."""
        return frozenset(key for key in (self.body_id, self.network_id) if key is not None)


class NodeQuerySet(TreeQuerySet):
    def visible_to(self, actor: Actor) -> "NodeQuerySet":
        """The tree of a plan is seen by whoever sees the plan."""
        return self.filter(plan__in=Plan.objects.visible_to(actor).values("pk"))


class Node(Revised, TreeNode):  # type: ignore[django-manager-missing]
    """A component, goal, objective or result of a plan. `component` is the node at the top, empty for that one."""

    plan = models.ForeignKey("domain.Plan", models.PROTECT, related_name="nodes")
    parent = TreeNodeForeignKey(
        "domain.Node", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    component = models.ForeignKey(
        "domain.Node", models.PROTECT, null=True, blank=True, editable=False, related_name="nodes_below"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NodeKind)
    code = models.CharField(_("code"), max_length=40)
    code_key = models.CharField(max_length=120, editable=False)
    reference = models.CharField(_("reference elsewhere"), max_length=40, blank=True)  # "AL0061"
    title_sq = models.CharField(_("title in Albanian"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    description_sq = models.TextField(_("description in Albanian"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    open_values = models.JSONField(_("values of open government"), default=list, blank=True)  # of `OpenValue`

    objects = NodeQuerySet.as_manager()  # type: ignore[django-manager-missing]

    class Meta(TreeNode.Meta):
        ordering = ()
        indexes = [models.Index(fields=["plan", "code_key"], name="node_in_plan")]

    def __str__(self) -> str:
        return f"{self.code} {self.title_sq}"

    def save(self, **kwargs: object) -> None:
        self.code_key = code_key(self.code)
        parent = self.parent
        self.component_id = (parent.component_id or parent.pk) if parent else None
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "code_key", "component"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def component_key(self) -> int:
        return self.component_id or self.pk

    def descendants_or_self_keys(self) -> list[int]:
        return list(self.descendants(include_self=True).values_list("pk", flat=True))


class NodeParty(models.Model):
    """Who leads a node *through which body*, or contributes to it.

    The seed's component 4 is led by one ministry through one body "and/or" another: two rows, the second joined.
    """

    node = models.ForeignKey("domain.Node", models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole, default=PartyRole.LEAD)
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="nodes_as_party")
    body = models.ForeignKey(
        "domain.Body", models.PROTECT, null=True, blank=True, related_name="nodes_led", verbose_name=_("through")
    )
    joined = models.CharField(_("joined to the one before by"), max_length=10, choices=Joined, default=Joined.AND)
    representative = models.ForeignKey(
        "domain.Mandate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nodes_represented",
        verbose_name=_("representative of the lead"),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "role", "institution", "body"],
                name="node_party_once_through_a_body",
                violation_error_message=_("This institution is entered here already."),
            ),
            models.UniqueConstraint(
                fields=["node", "role", "institution"],
                condition=Q(body=None),
                name="node_party_once",
                violation_error_message=_("This institution is entered here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.institution_id} @ {self.node_id}"


class PlanLetter(models.Model):
    """A letter of ours that asks something for a plan, and what."""

    plan = models.ForeignKey("domain.Plan", models.CASCADE, related_name="plan_letters")
    letter = models.ForeignKey("domain.Letter", models.PROTECT, related_name="plan_letters")
    purpose = models.CharField(max_length=20, choices=PlanLetterPurpose)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "letter", "purpose"], name="plan_letter_once")]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.letter_id}"
