"""Personal links: whoever holds one opens it, whoever they are otherwise."""

from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.followup.tokens import token_of
from tests.factories import officer
from tests.web.world import ON

from . import row


def a_link(world) -> dict:
    recipient = Recipient(email="zyra@shembull.al", name="Zyra")
    link = make_link(obligation=world.open_obligation, recipient=recipient, by=officer(world.office), on=ON)
    return {"obligation_id": link.obligation_id, "token": token_of(link.nonce)}


def a_link_to_another_duty(world) -> dict:
    return a_link(world) | {"obligation_id": world.answered.pk}


def an_unknown_link(world) -> dict:
    return {"obligation_id": world.open_obligation.pk, "token": "gabim"}


def its_letters_file(world) -> dict:
    return a_link(world) | {"file_pk": world.file.pk}


ALL = "200 200 200 200 200 200 200 200 200"
REFUSED = "403 403 403 403 403 403 403 403 403"
NOT_THERE = "404 404 404 404 404 404 404 404 404"

ROWS = [
    row("links:open", "GET", a_link, ALL),
    row("links:open", "POST", a_link, ALL),
    row("links:open", "GET", a_link_to_another_duty, REFUSED),
    row("links:open", "POST", a_link_to_another_duty, REFUSED),
    row("links:open", "GET", an_unknown_link, NOT_THERE),
    row("links:file", "GET", its_letters_file, ALL),
]
