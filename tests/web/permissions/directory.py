"""The directory: read by the people of an office, kept by its officers and administrators. Contacts and mails to many
are of those who follow the office's letters.
"""

from tests.factories import GroupMailFactory

from . import no_arguments, row

OFFICE = "302 403 403 403 403 200 200 200 200"
KEEPERS = "302 403 403 403 403 403 200 200 200"
NOTERS = "302 403 403 403 403 200 200 403 200"
OWN_NOTERS = "302 403 403 403 403 200 200 403 404"


def an_institution(world) -> dict:
    return {"pk": world.addressed.pk}


def a_group_mail(world) -> dict:
    return {"pk": GroupMailFactory(office=world.office).pk}


ROWS = [
    row("directory:list", "GET", no_arguments, OFFICE),
    row("directory:export", "GET", no_arguments, OFFICE),
    row("directory:missing", "GET", no_arguments, OFFICE),
    row("directory:missing_export", "GET", no_arguments, OFFICE),
    row("directory:paste", "GET", no_arguments, KEEPERS),
    row("directory:paste", "POST", no_arguments, KEEPERS),
    row("directory:upload", "GET", no_arguments, KEEPERS),
    row("directory:upload", "POST", no_arguments, KEEPERS),
    row("directory:empty_list", "GET", no_arguments, KEEPERS),
    row("directory:contacts", "GET", no_arguments, NOTERS),
    row("directory:contact_note", "GET", an_institution, NOTERS),
    row("directory:contact_note", "POST", an_institution, NOTERS),
    row("directory:mails", "GET", no_arguments, NOTERS),
    row("directory:mail_write", "GET", no_arguments, NOTERS),
    row("directory:mail_write", "POST", no_arguments, NOTERS),
    # Another office's mails are not there.
    row("directory:mail", "GET", a_group_mail, OWN_NOTERS),
]
