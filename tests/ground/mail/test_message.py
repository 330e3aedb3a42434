"""A mail as it goes over the wire, read back by the standard library's own parser."""

import datetime
import email
import email.policy
import io
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sekretariat.ground.files import store
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File
from sekretariat.ground.mail.fillers import NoLongerValid, mark
from sekretariat.ground.mail.message import message_bytes
from sekretariat.ground.mail.models import Outbox

pytestmark = pytest.mark.django_db

# What stands in a header of the outbox: no control signs, no line breaks, no half characters, single spaces.
SIGN = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from('ëç.,:;"<>()=?_ -/ab')
LINE = st.text(SIGN, max_size=300).map(lambda text: " ".join(text.split()))
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=1000)


def read(content: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def words(header: str) -> str:
    """Encoded words as text. The newer parser of Python 3.11 adds spaces between those of a name."""
    return str(make_header(decode_header(header)))


def named(content: bytes, header: str) -> tuple[str, str]:
    name, address = parseaddr(email.message_from_bytes(content)[header])
    return words(name), address


def test_the_headers_say_who_writes_to_whom_and_that_a_machine_sends(write, settings):
    settings.MAIL_FROM = "sekretariat@kryeministria.al"
    mail = write(
        to_name="Ministria e Financës, Drejtoria “ë & ç”",
        from_name="DZHM: Sekretariati Teknik",
        reply_to="dzhm@kryeministria.al",
        subject="2470 Prot.: Caktimi i koordinatorëve <urgjent> & të tjera",
    )

    content = message_bytes(mail)

    message = read(content)
    assert named(content, "To") == ("Ministria e Financës, Drejtoria “ë & ç”", "koordinator1@institucion.gov.al")
    assert named(content, "From") == ("DZHM: Sekretariati Teknik", "sekretariat@kryeministria.al")
    assert message["Reply-To"] == "dzhm@kryeministria.al"
    assert message["Subject"] == "2470 Prot.: Caktimi i koordinatorëve <urgjent> & të tjera"
    assert message["Message-ID"] == mail.message_id
    assert message["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Sender"] is None


def test_an_office_with_an_address_of_its_own_is_the_author_and_the_installation_the_sender(write, settings):
    settings.MAIL_FROM = "sekretariat@kryeministria.al"

    message = read(message_bytes(write(from_address="dzhm@kryeministria.al")))

    assert (message["From"], message["Sender"]) == ("dzhm@kryeministria.al", "sekretariat@kryeministria.al")


def test_the_same_mail_is_the_same_message_however_often_it_is_built(write):
    mail = write()
    Outbox.objects.update(created_at=timezone.now() - datetime.timedelta(days=2))
    mail.refresh_from_db()

    assert message_bytes(mail) == message_bytes(mail)


@hypothesis_settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(subject=LINE, name=LINE, text=TEXT)
def test_any_subject_name_and_text_come_out_as_they_went_in(subject, name, text):
    mail = Outbox(
        message_id="<1@localhost>",
        to_address="a@example.com",
        to_name=name,
        subject=subject,
        text=text,
        created_at=timezone.now(),
        pk=0,
    )

    content = message_bytes(mail)

    message = read(content)
    assert words(message["Subject"]) == message["Subject"] == subject
    assert named(content, "To") == (name, "a@example.com")
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert [key for key, _ in message.raw_items()] == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    ]  # fmt: skip


def keep(content: bytes, *, name: str, media_type: str) -> File:
    sha256, size = store.put(io.BytesIO(content))
    return File.objects.create(
        sha256=sha256,
        name=name,
        size=size,
        media_type=media_type,
        access=AccessLevel.INTERNAL,
        uploaded_at=timezone.now(),
    )


def test_files_go_along_under_their_names(write):
    files = [
        keep(b"%PDF-1.7 shkresa", name="Shkresa e përcjelljes nr. 2470.pdf", media_type="application/pdf"),
        keep("çmimi".encode(), name="të dhëna.csv", media_type="text/csv"),
    ]

    message = read(message_bytes(write(files=files)))

    sent = [(part.get_filename(), part.get_content_type(), part.get_content()) for part in message.iter_attachments()]
    assert sent[0] == ("Shkresa e përcjelljes nr. 2470.pdf", "application/pdf", b"%PDF-1.7 shkresa")
    assert sent[1][:2] == ("të dhëna.csv", "text/csv")
    assert "Ju lutemi përgjigjuni." in message.get_body().get_content()


def test_marks_are_filled_only_in_the_message_never_in_the_row(write, links):
    links["15"] = "https://example.org/l/s3cret"
    mail = write(text="Përgjigjuni këtu:\n[[link:15]]", marks=[mark("link", 15)])

    content = read(message_bytes(mail)).get_content()

    assert "https://example.org/l/s3cret" in content
    assert "[[" not in content
    assert Outbox.objects.filter(text__contains="s3cret").count() == 0


def test_a_mark_that_was_not_named_is_never_filled(write, links):
    mail = write(text="[[link:15]]", marks=[mark("link", 15)])
    links["15"] = "https://example.org/l/[[link:99]]"
    links["99"] = "https://example.org/l/of-somebody-else"

    assert "of-somebody-else" not in read(message_bytes(mail)).get_content()


def test_a_link_that_has_ended_stops_the_mail(write, links):
    mail = write(text="[[link:15]]", marks=[mark("link", 15)])

    with pytest.raises(NoLongerValid, match="link:15"):
        message_bytes(mail)
