"""The lines of filters above lists of plans and of measures."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.enums import EntryState, FundingSource, PartyRole, PlanKind, PlanState
from sekretariat.domain.plans.models import Node, Plan
from sekretariat.domain.plans.queries import NO_SOURCE, Wanted

from ..fields import PlainSelect

SOURCES = [*FundingSource.choices, (NO_SOURCE, _("Without a source"))]
LONGEST_CHOICE = 28
# Albanian tells "all of them" by gender; the label above says of what.
ALL_HE, ALL_SHE = pgettext_lazy("masculine", "all"), pgettext_lazy("feminine", "all")


class ChoiceField(forms.ChoiceField):
    widget = PlainSelect


class KeyField(forms.TypedChoiceField):
    """A number out of choices that the form is given when it is made; nothing chosen is None."""

    widget = PlainSelect

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, coerce=int, empty_value=None, **options)


class PlanFilter(forms.Form):
    """The line above the portfolio."""

    q = forms.CharField(label=_("Name"), max_length=200, required=False)
    kind = forms.ChoiceField(
        widget=PlainSelect, label=_("Kind"), choices=[("", ALL_HE), *PlanKind.choices], required=False
    )
    state = forms.ChoiceField(
        widget=PlainSelect, label=_("State"), choices=[("", ALL_SHE), *PlanState.choices], required=False
    )
    year = KeyField(label=_("Year"))
    office = forms.TypedChoiceField(
        widget=PlainSelect, label=_("Secretariat"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, years: Sequence[int], offices: Iterable[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [("", ALL_HE), *((year, str(year)) for year in years)]
        units = ((office.pk, office.unit.label) for office in offices)
        self.fields["office"].choices = [("", ALL_HE), *units]


class EntryFilter(forms.Form):
    """The line above the measures of a plan. Years and sources of cost come from the figures of the page of costs."""

    q = forms.CharField(label=_("Words or code"), max_length=200, required=False)
    component = forms.TypedChoiceField(
        widget=PlainSelect, label=_("Component"), required=False, coerce=int, empty_value=None
    )
    lead = forms.TypedChoiceField(
        widget=PlainSelect, label=_("Lead institution"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(
        widget=PlainSelect, label=_("State"), choices=[("", ALL_SHE), *EntryState.choices], required=False
    )
    year = forms.TypedChoiceField(
        widget=PlainSelect, label=_("Deadline in"), required=False, coerce=int, empty_value=None
    )
    gap = forms.ChoiceField(
        widget=PlainSelect,
        label=_("Funding gap"),
        choices=[("", _("with and without")), ("yes", _("only with a gap"))],
        required=False,
    )
    cost_year = forms.IntegerField(min_value=1990, max_value=2100, required=False, widget=forms.HiddenInput)
    source = forms.ChoiceField(choices=[("", ""), *SOURCES], required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, plan: Plan, components: Iterable[Node], leads: Iterable[Institution], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._choose("component", ALL_HE, [(one.pk, shortened(f"{one.code} {one.title_sq}")) for one in components])
        led = [(one.pk, shortened(one.label)) for one in leads]
        self._choose("lead", ALL_HE, [*led, (0, _("nobody leads it"))])
        years = [(year, str(year)) for year in plan.years]
        self._choose("year", ALL_HE, [*years, (0, _("no deadline"))])

    def _choose(self, name: str, all_of_them: object, choices: list[tuple[int, Any]]) -> None:
        self.fields[name].choices = [("", all_of_them), *choices]

    def wanted(self, **values: Any) -> Wanted:
        """What was chosen narrows the list; what is not understood narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q") or "",
            component=given.get("component"),
            lead=given.get("lead"),
            state=given.get("state") or "",
            due_year=given.get("year"),
            has_gap=bool(given.get("gap")),
            cost_year=given.get("cost_year"),
            source=given.get("source") or "",
            **values,
        )

    @property
    def cost_words(self) -> list[str]:
        """The year and the source of cost that narrow the list, as words."""
        given = self.cleaned_data
        words = [str(given["cost_year"])] if given.get("cost_year") else []
        return [*words, str(dict(SOURCES)[given["source"]]).lower()] if given.get("source") else words


def shortened(words: str) -> str:
    """As much of a name as fits the line of filters."""
    return words if len(words) <= LONGEST_CHOICE else f"{words[:LONGEST_CHOICE].rstrip()}…"


class OwnFilter(forms.Form):
    """The line above the measures of one's own institution."""

    q = forms.CharField(label=_("Words"), max_length=200, required=False)
    plan = KeyField(label=_("Plan"))
    role = forms.ChoiceField(
        widget=PlainSelect,
        label=_("Our part"),
        choices=[("", _("whatever")), (PartyRole.LEAD, _("we lead")), (PartyRole.CONTRIBUTING, _("we contribute"))],
        required=False,
    )
    gap = forms.ChoiceField(
        widget=PlainSelect,
        label=_("Funding gap"),
        choices=[("", _("with and without")), ("yes", _("only with a gap"))],
        required=False,
    )

    def __init__(self, *args: Any, plans: Iterable[Plan], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["plan"].choices = [("", ALL_HE), *((plan.pk, plan.label) for plan in plans)]
