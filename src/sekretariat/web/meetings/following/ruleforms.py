"""The form of a rule that a body must keep."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.meetings.enums import RuleKind
from sekretariat.domain.meetings.models import BodyRule
from sekretariat.domain.meetings.services import RuleSaid

from ...acts.fields import ActField


def figure(label: Any, *, most: int, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, widget=widget, **options)


class RuleForm(forms.Form):
    """All kinds in one form, so that it works without a script: each uses its own figures."""

    kind = forms.ChoiceField(label=_("Rule"), choices=[("", _("choose")), *RuleKind.choices])
    share_of = figure(_("Part of the seats"), most=100, help_text=_("Of a quorum: 1 of 2 is half of the seats."))
    share_in = figure(_("of"), most=100)
    is_more_than = forms.BooleanField(
        label=_("More than that part"), required=False, help_text=_("Else that part is enough.")
    )
    by_side = forms.BooleanField(
        label=_("Each side by itself"), required=False, help_text=_("Where the body has two sides of equal weight.")
    )
    months = figure(_("Months"), most=60, help_text=_("Of how often it meets: 6 is at least every six months."))
    days = figure(_("Working days"), most=120, help_text=_("Of the invitation: so many before the meeting."))
    warn_days = forms.IntegerField(
        label=_("Warn so many days before"),
        min_value=0,
        max_value=365,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    act = ActField(label=_("Act"), required=False, help_text=_("As it is cited, such as VKM 749/2018."))
    reference = forms.CharField(label=_("Article or other reference"), max_length=200, required=False)

    @classmethod
    def of_rule(cls, rule: BodyRule | None, data: Any = None, *, kind: str = "") -> "RuleForm":
        """Over the rule that stands, or an empty one of the kind."""
        rule = rule or BodyRule(kind=kind)
        return cls(data, initial={name: getattr(rule, name) for name in cls.base_fields})

    @property
    def said(self) -> RuleSaid:
        return RuleSaid(**self.cleaned_data)
