"""The form by which a paper is added to a meeting: a file, a letter or an edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.enums import PaperKind
from sekretariat.domain.meetings.models import AgendaItem, Meeting
from sekretariat.domain.meetings.services import PaperSaid
from sekretariat.domain.plans.models import Edition
from sekretariat.ground.actors import Actor
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File

from ...letters.fields import LetterField
from ...plans.filters import shortened

LONGEST_TITLE = 300


class PaperForm(forms.Form):
    """One of the three, or none: then it was handed out on paper, or is made from what is entered."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PaperKind.choices, initial=PaperKind.OTHER.value)
    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("PDF, Word, Excel, presentation or picture.")
    )
    edition = forms.ModelChoiceField(
        label=gettext_lazy("Edition of a plan"),
        queryset=Edition.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    title_sq = forms.CharField(
        label=gettext_lazy("Title in Albanian"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=gettext_lazy("Empty takes the name of the file, letter or edition."),
    )
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=LONGEST_TITLE, required=False)
    item = forms.ModelChoiceField(
        label=gettext_lazy("Item of the agenda"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("the whole meeting"),
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=AccessLevel.choices,
        initial=AccessLevel.INTERNAL.value,
        help_text=gettext_lazy(
            "Internal: whoever is invited. Restricted: the secretariat and the members, no guests. "
            "Public: it may also be published."
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["letter"] = LetterField(
            label=gettext_lazy("Letter of the register"),
            letters=Letter.objects.visible_to(actor).filter(office=meeting.office_id),
            required=False,
            help_text=gettext_lazy("Its number, such as 2470."),
        )
        editions = Edition.objects.visible_to(actor).filter(plan__office=meeting.office_id)
        self.fields["edition"].queryset = editions.select_related("plan").order_by("plan__sort_key", "-sequence")
        self.fields["edition"].label_from_instance = lambda row: f"{row.plan.label}: {row.title_sq}"
        self.fields["item"].queryset = meeting.items.order_by("position", "pk")
        self.fields["item"].label_from_instance = lambda row: f"{row.position}. {shortened(row.title_sq)}"

    def said(self, *, file: File | None) -> PaperSaid | None:
        """None, with the fault told, where nothing says what the paper is."""
        given = self.cleaned_data
        letter, edition = given["letter"], given["edition"]
        title_sq, title_en = given["title_sq"], given["title_en"]
        if not title_sq:
            title_sq = _named(file, letter, edition) or _kind(given["kind"], "sq")
            title_en = title_en or (
                edition.title_en if edition else "" if file or letter else _kind(given["kind"], "en")
            )
        if not title_sq:
            self.add_error("title_sq", _("Choose a file, a letter or an edition, or write what the paper is."))
            return None
        return PaperSaid(
            title_sq=title_sq[:LONGEST_TITLE],
            title_en=title_en[:LONGEST_TITLE],
            kind=given["kind"],
            access=given["access"],
            item=given["item"],
            file=file,
            letter=letter,
            edition=edition,
        )


def _named(file: File | None, letter: Letter | None, edition: Edition | None) -> str:
    if file is not None:
        return file.name.rpartition(".")[0] or file.name
    return letter.subject if letter else edition.title_sq if edition else ""


def _kind(value: str, language: str) -> str:
    """A paper that is only named by its kind, such as the agenda; "other" says nothing."""
    with override(language):
        return "" if value == PaperKind.OTHER else str(PaperKind(value).label)
