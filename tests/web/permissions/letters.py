from sekretariat.domain.letters.enums import Direction
from sekretariat.domain.letters.models import Addressee, Enclosure, Letter
from sekretariat.domain.letters.services import Incoming, enclose, register_incoming
from tests.factories import officer
from tests.web.world import ON, World

from . import no_arguments, row


def draft(world: World) -> dict:
    return {"pk": world.draft.pk}


def signed(world: World) -> dict:
    return {"pk": world.signed.pk}


def registered(world: World) -> dict:
    return {"pk": world.registered.pk}


def sent(world: World) -> dict:
    return {"pk": world.sent.pk}


def received(world: World) -> dict:
    if known := Letter.objects.filter(direction=Direction.INCOMING).first():
        return {"pk": known.pk}
    incoming = Incoming(sender=world.addressed, subject="Përgjigje", received_on=ON, number_text="12")
    return {"pk": register_incoming(office=world.office, incoming=incoming, by=officer(world.office), on=ON).pk}


def addressee(world: World) -> dict:
    return sent(world) | {"addressee_pk": Addressee.objects.get(letter=world.sent, institution=world.addressed).pk}


def file_of_sent(world: World) -> dict:
    return sent(world) | {"file_pk": Enclosure.objects.get(letter=world.sent).file_id}


def enclosure_of_draft(world: World) -> dict:
    by = officer(world.office)
    return draft(world) | {
        "enclosure_pk": enclose(letter=world.draft, file=world.file, title="Shtojca", by=by, on=ON).pk
    }


# What has no form to fail on leads on to the letter.
WRITERS = "302 403 403 403 403 403 200 403 200"
OF_OWN_DRAFT = "302 403 403 403 403 403 {} 403 404"
REGISTRARS = "302 403 403 403 403 200 200 403 200"
OF_OWN_LETTER = "302 403 403 403 403 {0} {0} 403 404"

ROWS = [
    row("letters:list", "GET", no_arguments, "302 200 200 200 200 200 200 200 200"),
    row("letters:detail", "GET", sent, "302 404 404 200 200 200 200 200 404"),
    row("letters:detail", "GET", registered, "302 404 404 404 404 200 200 200 404"),
    row("letters:detail", "GET", draft, "302 404 404 404 404 200 200 200 404"),
    row("letters:file", "GET", file_of_sent, "302 404 404 200 200 200 200 200 404"),
    row("letters:register_report", "GET", lambda w: {"year": 2018}, "302 403 403 403 403 200 200 200 404"),
    row("letters:new", "GET", no_arguments, WRITERS),
    row("letters:new", "POST", no_arguments, WRITERS),
    row("letters:edit", "GET", draft, OF_OWN_DRAFT.format(200)),
    row("letters:edit", "POST", draft, OF_OWN_DRAFT.format(200)),
    row("letters:edit", "GET", sent, OF_OWN_DRAFT.format(403)),
    row("letters:remove_enclosure", "POST", enclosure_of_draft, OF_OWN_DRAFT.format(302)),
    row("letters:incoming", "GET", no_arguments, REGISTRARS),
    row("letters:incoming", "POST", no_arguments, REGISTRARS),
    row("letters:sign", "GET", draft, OF_OWN_LETTER.format(200)),
    row("letters:sign", "POST", draft, OF_OWN_LETTER.format(200)),
    row("letters:register", "GET", signed, OF_OWN_LETTER.format(200)),
    row("letters:register", "POST", signed, OF_OWN_LETTER.format(200)),
    row("letters:send", "GET", registered, OF_OWN_LETTER.format(200)),
    row("letters:send", "POST", registered, OF_OWN_LETTER.format(200)),
    row("letters:scan", "GET", signed, OF_OWN_LETTER.format(200)),
    row("letters:scan", "POST", signed, OF_OWN_LETTER.format(200)),
    row("letters:enclose", "GET", draft, OF_OWN_LETTER.format(200)),
    row("letters:enclose", "POST", draft, OF_OWN_LETTER.format(200)),
    row("letters:mail", "GET", sent, OF_OWN_LETTER.format(200)),
    row("letters:mail", "POST", sent, OF_OWN_LETTER.format(302)),
    row("letters:remind", "POST", sent, OF_OWN_DRAFT.format(302)),
    row("letters:escalate", "POST", sent, OF_OWN_DRAFT.format(302)),
    row("letters:assign", "GET", received, OF_OWN_LETTER.format(200)),
    row("letters:assign", "POST", received, OF_OWN_LETTER.format(302)),
    row("letters:close", "GET", sent, OF_OWN_LETTER.format(200)),
    row("letters:close", "POST", sent, OF_OWN_LETTER.format(200)),
    row("letters:receipt", "GET", addressee, OF_OWN_LETTER.format(200)),
    row("letters:receipt", "POST", addressee, OF_OWN_LETTER.format(200)),
    row("letters:docx", "GET", sent, "302 404 404 403 403 200 200 403 404"),
    row("letters:docx", "POST", sent, "302 404 404 403 403 302 302 403 404"),
    row("letters:pdf", "GET", sent, "302 404 404 403 403 200 200 403 404"),
    row("letters:pdf", "POST", sent, "302 404 404 403 403 302 302 403 404"),
]
