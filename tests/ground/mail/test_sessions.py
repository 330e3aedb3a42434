"""Encrypted sessions with a server that wants a sign-in."""

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.sending import Drained, drain

from .postbox import Postbox, accept_password

pytestmark = pytest.mark.django_db(transaction=True)

LATER = datetime.timedelta(hours=2)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - LATER)
        .not_valid_after(now + LATER)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def strict_postbox(settings, certificate, monkeypatch) -> Iterator[Postbox]:
    """A server that talks of mail only after STARTTLS, with those who have signed in."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    box = Postbox(
        tls_context=context,
        require_starttls=True,
        authenticator=accept_password("sekretariat", "correct horse"),
        auth_required=True,
    )
    box.open()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_TIMEOUT = "localhost", box.port, 5
    settings.MAIL_STARTTLS, settings.MAIL_USER, settings.MAIL_PASSWORD = True, "sekretariat", "correct horse"
    yield box
    box.close()


def test_the_configured_user_signs_in_over_an_encrypted_connection(strict_postbox, write):
    write()

    assert drain(timezone.now()) == Drained(sent=1)


@pytest.mark.parametrize(
    ("password", "error"), [("wrong", "SMTPAuthenticationError"), ("fjalëkalim", "UnicodeEncodeError")]
)
def test_a_wrong_password_is_an_outage_that_ends_when_it_is_mended(strict_postbox, write, settings, password, error):
    settings.MAIL_PASSWORD = password
    mail = write()

    assert drain(timezone.now()) == Drained()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error.split(":")[0]) == (MailState.WAITING, 0, error)
    settings.MAIL_PASSWORD = "correct horse"
    with time_machine.travel(timezone.now() + LATER):
        assert drain(timezone.now()) == Drained(sent=1)


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(strict_postbox, write, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    mail = write()

    assert drain(timezone.now()) == Drained()

    mail.refresh_from_db()
    assert (mail.state, mail.last_error.split(":")[0]) == (MailState.WAITING, "SSLCertVerificationError")
    assert strict_postbox.tries == 0
