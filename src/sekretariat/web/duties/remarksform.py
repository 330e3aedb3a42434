"""The answer that says, measure by measure or of all together, what the institution remarks."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.consultations.models import Remark
from sekretariat.domain.consultations.queries import entries_looked_at, remarks_by, round_behind
from sekretariat.domain.consultations.services import RemarkSaid
from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.replying.contents import Content, RemarksGiven

from .forms import AnswerForm

LONGEST = 5000


def remark_field(label: str | Promise, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}))


class RemarksForm(AnswerForm):
    """Where no round stands behind the duty, it is answered in words and files alone."""

    table = "duties/_remarks.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.remarks_round = round_behind(self.obligation) if self.obligation else None
        self.entries = list(entries_looked_at(self.remarks_round)) if self.remarks_round else []
        if self.remarks_round is None:
            return
        for entry in self.entries:
            label = _("Remark on %(code)s “%(measure)s”")
            named = label % {"code": entry.code, "measure": entry.measure.title_sq}
            self.fields[_name(entry)] = remark_field(named)
        self.fields["to_all"] = remark_field(_("Remark on all the measures"), rows=4)
        self.fields["none"] = forms.BooleanField(label=_("We have no remarks"), required=False)
        self._fill(remarks_by(self.obligation))

    def _fill(self, before: list[Remark]) -> None:
        """What was said and is not answered yet, so that it is mended and not written again."""
        for remark in before:
            if not remark.outcome:
                self.initial[_name(remark.entry) if remark.entry else "to_all"] = remark.text

    @property
    def lines(self) -> list[tuple[PlanEntry, forms.BoundField]]:
        return [(entry, self[_name(entry)]) for entry in self.entries]

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        if self.remarks_round is None:
            return [(gettext_lazy("Measures"), []), *super().groups]
        cells = [bound for _entry, bound in self.lines]
        return [(gettext_lazy("Measures"), [*cells, self["to_all"], self["none"]]), *super().groups]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("none") and self._said(cleaned):
            self.add_error("none", _("Either there are remarks, or there is none: clear one of the two."))
        return cleaned

    def _said(self, cleaned: dict[str, Any]) -> list[RemarkSaid]:
        of_one = [(entry.pk, cleaned.get(_name(entry), "")) for entry in self.entries]
        said = [*of_one, (None, cleaned.get("to_all", ""))]
        return [RemarkSaid(entry_id=key, text=text) for key, text in said if text.strip()]

    def content(self) -> Content:
        return RemarksGiven(said=self._said(self.cleaned_data), none=self.cleaned_data.get("none", False))


def _name(entry: PlanEntry) -> str:
    return f"entry{entry.pk}"
