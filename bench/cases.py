"""The pages that are measured, with what must stand in each and the goals of `quality.md`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from sekretariat.accounts.models import User
from sekretariat.domain.plans.enums import PlanState
from sekretariat.domain.plans.models import Measure, Node, Plan, PlanEntry
from sekretariat.ground.search.services import remove

CREATED = "Masë e re e matjes së shpejtësisë"


@dataclass(frozen=True, kw_only=True)
class Case:
    """`peers`: p50 in ms of Redmine, Trac and Kanboard, and how many times faster we mean to be than each."""

    name: str
    path: str
    marker: str
    limit: float  # the goal: at most so many times the limit
    peers: tuple[tuple[str, float, float], ...] = ()
    values: dict[str, str] | None = field(default=None)  # of a form that is sent

    @property
    def is_writing(self) -> bool:
        return self.values is not None


def plan_of(user: User) -> Plan:
    """An adopted plan of the officer's own office, as a secretariat has it open all day."""
    office = user.person.mandates.get().institution_id  # type: ignore[attr-defined]
    return Plan.objects.filter(office=office, state=PlanState.ADOPTED).order_by("pk")[0]


def cases(user: User) -> Iterator[Case]:
    """Those whose pages are there; what is missing is said by `absent`."""
    plan = plan_of(user)
    for route, arguments, made in _wanted(plan):
        try:
            path = reverse(route, kwargs=arguments)
        except NoReverseMatch:
            print(f"  (there is no page {route} yet)")
            continue
        yield from made(path)


def _creating(plan: Plan):
    def creating(path: str) -> Iterator[Case]:
        node = Node.objects.filter(plan=plan).exclude(parent=None).order_by("code_key")[0]
        values = {"node": str(node.pk), "title_sq": CREATED, "code": "9.9.9", "is_new": "1"}
        yield Case(
            name="create a measure", path=path, marker="", limit=2.5, values=values,
            peers=(("R", 68, 8), ("T", 33, 4), ("K", 33, 3)),
        )  # fmt: skip

    return creating


def _wanted(plan: Plan) -> Iterator:
    entry = PlanEntry.objects.filter(plan=plan).in_order()[10]
    component = Node.objects.filter(plan=plan, parent=None).order_by("code_key")[0]
    chosen = f"?component={component.pk}&sort=-cost"
    of_plan = {"pk": plan.pk}

    def one(name: str, marker: str, limit: float, peers: tuple = (), query: str = ""):
        def made(path: str) -> Iterator[Case]:
            yield Case(name=name, path=path + query, marker=marker, limit=limit, peers=peers)

        return made

    yield (
        "plans:detail",
        of_plan,
        one(
            "list of a plan's measures, filtered, sorted, counted",
            plan.name_sq,
            3,
            (("R", 570, 35), ("T", 387, 25), ("K", 111, 7)),
            chosen,
        ),
    )
    yield ("plans:detail", of_plan, one("plan: facts, tree with figures, first 50 measures", plan.name_sq, 3))
    yield (
        "plans:measure",
        {"pk": entry.measure_id},
        one("one measure", entry.measure.title_sq, 2.5, (("R", 237, 25), ("T", 96, 10), ("K", 41, 4))),
    )
    yield (
        "search:find",
        {},
        one(
            "search a word",
            "/plans/measures/",
            2,
            (("R", 691, 35), ("T", 1133, 55), ("K", 239, 12)),
            "?q=transparenca",
        ),
    )
    yield (
        "plans:list",
        {},
        one("portfolio of all plans", "Plani i veprimit", 3, (("R", 555, 50), ("T", 615, 55), ("K", 21, 2))),
    )
    yield ("plans:costs", of_plan, one("costs of a plan by year and source", plan.label, 3))
    yield (
        "plans:timeline",
        of_plan,
        one("timeline of a plan's 500 measures", plan.label, 5, (("R", 2004, 100), ("K", 207, 10))),
    )
    yield (
        "plans:calendar_month",
        of_plan,
        one("calendar month", plan.label, 4, (("R", 1132, 80),), "?month=2018-06"),
    )

    yield ("plans:new_measure", of_plan, _creating(plan))


def csv_case(plan: Plan) -> Case | None:
    """All measures as .csv; its limit is the database's own way out."""
    try:
        path = reverse("plans:paper", kwargs={"pk": plan.pk})
    except NoReverseMatch:
        return None
    count = PlanEntry.objects.filter(plan=plan).count()
    return Case(
        name=f"CSV of {count:,} measures",
        path=f"{path}?form=csv&language=sq",
        marker="1.100;",
        limit=2,
        peers=(("R", 17_458, 90), ("T", 3_560, 18)),
    )


def clear_created() -> None:
    PlanEntry.objects.filter(measure__title_sq=CREATED).delete()


def remove_created() -> None:
    """What the rounds entered, so that the next run finds the same data. The trail keeps its events."""
    made = Measure.objects.filter(title_sq=CREATED)
    for key in made.values_list("pk", flat=True):
        remove(kind="measure", key=str(key))
    PlanEntry.objects.filter(measure__in=made).delete()
    made.delete()
