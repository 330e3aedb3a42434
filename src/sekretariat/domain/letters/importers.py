"""Files that come in: the office's own Word template, checked before it is used; scans and enclosures of letters."""

import datetime
import io
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.services import set_letter_template
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.services import take_upload
from sekretariat.officefiles import docx

from .exporters import FIELDS
from .models import Enclosure, Letter
from .services import attach_scan, enclose


@transaction.atomic
def take_template(*, office: Office, data: bytes, name: str, by: Actor, on: datetime.date) -> Office:
    """Put the template in use. A template with fields we do not know is refused, and they are named."""
    file = take_upload(stream=io.BytesIO(data), name=name, by=by, on=on)
    try:
        fields = docx.field_names(data)
    except docx.BadTemplate as error:
        raise DomainError(
            _("Word could not be read as a template near “%(place)s”. Check the braces there.")
            % {"place": error.detail},
            field="template",
        ) from None
    unknown = sorted(fields - set(FIELDS))
    if unknown:
        raise DomainError(
            ngettext(
                "The template asks for a field we do not have: %(names)s. Mend it in Word and upload it again.",
                "The template asks for fields we do not have: %(names)s. Mend them in Word and upload it again.",
                len(unknown),
            )
            % {"names": ", ".join(unknown)},
            field="template",
        )
    return set_letter_template(office=office, template=file, by=by, on=on)


@transaction.atomic
def take_scan(*, letter: Letter, stream: BinaryIO, name: str, by: Actor, on: datetime.date) -> Letter:
    """Keep the signed paper as it was scanned, and make it the letter's record."""
    return attach_scan(letter=letter, file=take_upload(stream=stream, name=name, by=by, on=on), by=by, on=on)


@transaction.atomic
def take_enclosure(
    *, letter: Letter, stream: BinaryIO, name: str, title: str, by: Actor, on: datetime.date
) -> Enclosure:
    """Keep a file that goes out, or came in, with the letter."""
    file = take_upload(stream=stream, name=name, by=by, on=on)
    return enclose(letter=letter, file=file, title=title, by=by, on=on)
