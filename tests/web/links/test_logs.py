"""No log shows a token, whoever writes the address there."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client

from sekretariat.domain.followup.tokens import token_of

from .making import address_of


@pytest.fixture
def written():
    """What the configured handlers write, in place of the console."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:]
    logging.config.dictConfig(settings.LOGGING)
    handlers = [handler for handler in root.handlers if isinstance(handler, logging.StreamHandler)]
    for handler in handlers:
        handler.setStream(stream)
    yield stream
    root.handlers[:] = before


@pytest.mark.django_db
def test_a_refused_link_is_logged_without_its_token(scene, linked, written):
    link = linked(scene.duty)
    other = scene.duty_of(scene.institutions[1])

    response = Client().get(address_of(link, other))

    assert response.status_code == 403
    assert f"/l/{other.pk}/…" in written.getvalue()
    assert token_of(link.nonce) not in written.getvalue()


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("GET /l/12/abc-DEF_1/ 500", ()),
        ("Internal Server Error: %s", ("/l/12/abc-DEF_1/files/3/",)),
        ("%s %d", ("http://x/l/12/abc-DEF_1/", 410)),
        ("%(path)s", ({"path": "/l/12/abc-DEF_1/"},)),
    ],
)
def test_tokens_are_masked_in_messages_and_in_arguments(written, message, arguments):
    logging.getLogger("sekretariat.test").warning(message, *arguments)

    assert "abc-DEF_1" not in written.getvalue()
    assert "/l/12/…" in written.getvalue()
