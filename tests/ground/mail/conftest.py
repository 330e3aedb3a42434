"""A mail server of the test's own, a filler, and mails about nothing in particular."""

from collections.abc import Callable, Iterator

import pytest

from sekretariat.ground.actors import Actor
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.services import enqueue

from .postbox import Postbox

OFFICER = Actor(person_id=3, name="Ana Çela")


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    box.open()
    settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_TIMEOUT = "127.0.0.1", box.port, 5
    yield box
    box.close()


@pytest.fixture
def links(monkeypatch) -> dict[str, str]:
    """What the filler of `[[link:...]]` knows."""
    known: dict[str, str] = {}
    monkeypatch.setattr(fillers, "_fillers", {})
    fillers.register_filler("link", known.get)
    return known


@pytest.fixture
def write() -> Callable[..., Outbox]:
    def write_one(number: int = 1, **fields: object) -> Outbox:
        values = {
            "to_address": f"koordinator{number}@institucion.gov.al",
            "to_name": f"Koordinatori {number}",
            "subject": f"Shkresa nr. {number}",
            "text": "Ju lutemi përgjigjuni.",
            "by": OFFICER,
        }
        return enqueue(**(values | fields))

    return write_one
