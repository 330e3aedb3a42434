"""The address of the directory's filter, understood once for its list, its spreadsheet and its mails."""

import datetime

from django.http import HttpRequest

from sekretariat.domain.followup.directory.choosing import chosen_persons
from sekretariat.domain.institutions.models import Person, PersonQuerySet

from .forms import DirectoryFilter


def filter_of(request: HttpRequest, *, on: datetime.date) -> DirectoryFilter:
    return DirectoryFilter(request.GET, actor=request.actor, today=on)


def persons_of(request: HttpRequest, form: DirectoryFilter, *, on: datetime.date) -> PersonQuerySet:
    visible = Person.objects.visible_to(request.actor)
    return chosen_persons(visible, form.choice(), actor=request.actor, on=on)
