"""A form with every kind of field, for the style guide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import DateField, NameField, NamesField

INSTITUTIONS = [
    (1, "Ministria e Financave dhe Ekonomisë"),
    (2, "Ministria e Shëndetësisë dhe Mbrojtjes Sociale"),
    (3, "Agjencia Kombëtare e Shoqërisë së Informacionit"),
]


class SampleForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), help_text=_("As on the letter, word for word."), max_length=500)
    on = DateField(label=_("Date of the letter"))
    institution = NameField(label=_("Institution"), names=INSTITUTIONS)
    addressees = NamesField(label=_("Addressees"), names=INSTITUTIONS, required=False)
    register = forms.ChoiceField(
        label=_("Register"),
        choices=[("kept_here", _("Kept here")), ("paper_book", _("Paper book"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("outgoing", _("Outgoing")), ("incoming", _("Incoming"))])
    urgent = forms.BooleanField(label=_("The letter is urgent"), required=False)
    scan = forms.FileField(label=_("Signed scan"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)


class SampleFilter(forms.Form):
    words = forms.CharField(label=_("Words"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("all")), ("late", _("late")), ("answered", _("answered"))],
        required=False,
    )


class GridRow(forms.Form):
    on = DateField(required=False)
    note = forms.CharField(required=False)
