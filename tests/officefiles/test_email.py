import contextlib
import datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.officefiles.email import Attachment, ReadMail, UnreadableMail, read

from .compound import attached_mail, attachment, compound, outlook_tree, recipient

SENT = datetime.datetime(2018, 5, 28, 10, 15, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
HEAD = "From: Ana <ana@financa.gov.al>\r\nTo: ogp@kryeministria.al\r\n"


def mail(*, subject: str = "Emri i koordinatorit", text: str | None = "Koordinatore: Ana Çela\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana Çela <ana.cela@financa.gov.al>"
    message["To"] = "OGP <ogp@kryeministria.al>, Ben <ben@kryeministria.al>"
    message["Subject"] = subject
    message["Date"] = SENT
    message["Message-ID"] = "<1@financa.gov.al>"
    if text is not None:
        message.set_content(text)
    return message


def read_text(text: str | bytes) -> ReadMail:
    return read(text.encode() if isinstance(text, str) else text, name="pergjigje.eml")


def test_a_mail_with_an_attachment_is_read_whole():
    message = mail()
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Shkresë 12.pdf")

    assert read(message.as_bytes(), name="pergjigje.eml") == ReadMail(
        sender_name="Ana Çela",
        sender_address="ana.cela@financa.gov.al",
        to=("ogp@kryeministria.al", "ben@kryeministria.al"),
        subject="Emri i koordinatorit",
        sent_at=SENT,
        message_id="<1@financa.gov.al>",
        text="Koordinatore: Ana Çela",
        attachments=(Attachment(name="Shkresë 12.pdf", data=b"%PDF-1.7"),),
    )


def test_of_two_forms_of_one_text_the_plain_is_read():
    message = mail(text="E thjeshtë\n")
    message.add_alternative("<p>E bukur</p>", subtype="html")

    found = read(message.as_bytes(), name="a.eml")

    assert (found.text, found.attachments) == ("E thjeshtë", ())


def test_a_page_is_read_as_its_words():
    message = mail(text=None)
    message.set_content(
        "<html><head><title>t</title><style>p {}</style></head><body><div>Përshëndetje,</div><!-- x -->"
        "<p>Koordinatore&nbsp;:\n <b>Ana&amp;Çela</b><br>ana@x<script>alert(1)</script></p>"
        "<table><tr><td>Zëvendës</td><td>Ben</td></tr></table></body></html>",
        subtype="html",
    )

    assert read(message.as_bytes(), name="a.eml").text == "Përshëndetje,\nKoordinatore : Ana&Çela\nana@x\nZëvendës Ben"


def test_a_mail_attached_to_a_mail_is_a_file_of_its_own():
    inner = mail(subject="Shkresa e parë / kthim")
    inner.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    outer = mail(text="Shih bashkëlidhur\n")
    outer.add_attachment(inner)

    found = read(outer.as_bytes(), name="a.eml")

    assert found.text == "Shih bashkëlidhur"
    assert [attached.name for attached in found.attachments] == ["kthim.eml"]
    again = read(found.attachments[0].data, name="kthim.eml")
    assert (again.subject, again.text) == ("Shkresa e parë / kthim", "Koordinatore: Ana Çela")
    assert again.attachments == (Attachment(name="a.pdf", data=b"x"),)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\shkresa.pdf", "shkresa.pdf"),
        ("a\x00b\x1f\u202efdp.exe", "ab fdp.exe"),
        ("  .. ", "attachment-1.pdf"),
        ("", "attachment-1.pdf"),
        (None, "attachment-1.pdf"),
    ],
)
def test_a_hostile_name_is_made_harmless(name: str | None, kept: str):
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="PLACE" if name is not None else None)
    part = next(iter(message.iter_attachments()))
    if name is not None:
        part.replace_header("Content-Disposition", "attachment")
        part.set_param("filename", name, header="Content-Disposition", charset="utf-8")

    assert [a.name for a in read(message.as_bytes(), name="a.eml").attachments] == [kept]


@pytest.mark.parametrize(
    ("text", "subject", "body"),
    [
        (f"{HEAD}Subject: =?utf-8?b?TMOrbmRh?=\r\n\r\nx", "Lënda", "x"),
        (f"{HEAD}Subject: =?nuk-ka?q?abc?=\r\n\r\nx", "abc", "x"),
        (f"{HEAD}Subject: Lënda\r\n\r\nPërgjigje", "Lënda", "Përgjigje"),
        (f"{HEAD}Subject: Lënda\r\n\r\nPërgjigje".encode("cp1252"), "Lënda", "Përgjigje"),
        (f"{HEAD}Subject: Lënda\r\n\tvijon\r\n\r\nx", "Lënda vijon", "x"),
        (f"{HEAD}Content-Type: text/plain; charset=nuk-ka\r\n\r\nPërgjigje", "", "Përgjigje"),
        (f"{HEAD}Content-Type: text/plain; charset=us-ascii\r\n\r\nPërgjigje", "", "Përgjigje"),
        (f"{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\nPërgjigje".encode("cp1252"), "", "Përgjigje"),
        (f"{HEAD}Content-Transfer-Encoding: base64\r\n\r\n%%%", "", ""),
        (f"{HEAD}Content-Type: multipart/mixed\r\n\r\nPërgjigje", "", "Përgjigje"),
        (f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nPërgjigje", "", "Përgjigje"),
        (f"{HEAD}Content-Type: nonsense\r\n\r\nPërgjigje", "", "Përgjigje"),
        (f"\ufeff\r\nFrom ana Mon May 28\r\n{HEAD}Subject: a\r\n\r\nx", "a", "x"),
        (f"{HEAD}Subject: a", "a", ""),
    ],
)
def test_a_mail_in_a_broken_encoding_is_read_as_far_as_it_goes(text: str | bytes, subject: str, body: str):
    found = read_text(text)

    assert (found.sender_address, found.subject) == ("ana@financa.gov.al", subject)
    assert found.text.strip() == body


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Date: Mon, 28 May 2018 10:15:00 +0200\r\n", SENT),
        ("Date: Mon, 28 May 2018 08:15:00 -0000\r\n", SENT),
        ("Date: 28.05.2018\r\n", None),
        ("Date: Mon, 99 May 99999 99:99:99 +9999\r\n", None),
        ("Date: \r\n", None),
        ("", None),
    ],
)
def test_a_date_is_a_moment_or_nothing(date: str, moment: datetime.datetime | None):
    assert read_text(f"{HEAD}{date}\r\nx").sent_at == moment


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ('From: "Çela, Ana" <ana@x.al>', "Çela, Ana", "ana@x.al"),
        ("From: =?utf-8?q?=C3=87ela=2C_Ana?= <ana@x.al>", "Çela, Ana", "ana@x.al"),
        ("From: ana@x.al", "", "ana@x.al"),
        ("From: Ana Cela", "", ""),
        ("From: <>", "", ""),
        ("From: undisclosed-recipients:;", "", ""),
        ("X-From: ana@x.al", "", ""),
    ],
)
def test_a_sender_is_as_much_as_the_header_tells(header: str, name: str, address: str):
    found = read_text(f"{header}\r\nTo: a@b\r\nSubject: x\r\n\r\n")

    assert (found.sender_name, found.sender_address) == (name, address)


@pytest.mark.parametrize("data", [b"", b"Shkrese", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more"])
def test_what_is_not_a_mail_is_unreadable(data: bytes):
    with pytest.raises(UnreadableMail) as refused:
        read(data, name="pergjigje.eml")

    assert refused.value.code in {"not_mail", "damaged"}
    assert refused.value.detail == "pergjigje.eml"


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_mail_is_read_or_unreadable(noise: bytes):
    message = mail()
    message.add_attachment(noise, maintype="application", subtype="pdf", filename="a.pdf")
    whole = message.as_bytes()
    place = len(noise) * 7 % len(whole)

    found = read(whole, name="a.eml")

    assert found.attachments[0].data == noise
    with contextlib.suppress(UnreadableMail):
        assert read(whole[:place] + noise + whole[place:], name="a.eml").sender_address.isprintable()


OUTLOOK = {
    0x0037: "Emri i koordinatorit",
    0x0C1A: "Ana Çela",
    0x0C1F: "/O=QEVERIA/OU=TIRANA/CN=ANA",
    0x5D01: "ana.cela@financa.gov.al",
    0x0039: SENT,
    0x1035: "<2@financa.gov.al>",
    0x1000: "Koordinatore:\r\nAna Çela",
}


def test_an_outlook_mail_is_read_whole():
    tree = outlook_tree(
        OUTLOOK,
        recipient(0, "ogp@kryeministria.al"),
        recipient(1, "kopje@kryeministria.al", kind=2),
        attachment(0, "..\\Shkresë 12.pdf", b"%PDF-1.7" * 1000),
    )

    assert read(compound(tree), name="pergjigje.msg") == ReadMail(
        sender_name="Ana Çela",
        sender_address="ana.cela@financa.gov.al",
        to=("ogp@kryeministria.al",),
        subject="Emri i koordinatorit",
        sent_at=SENT,
        message_id="<2@financa.gov.al>",
        text="Koordinatore:\nAna Çela",
        attachments=(Attachment(name="Shkresë 12.pdf", data=b"%PDF-1.7" * 1000),),
    )


def test_an_outlook_mail_that_says_little_is_read():
    assert read(compound(outlook_tree({})), name="a.msg") == ReadMail(
        sender_name="",
        sender_address="",
        to=(),
        subject="",
        sent_at=None,
        message_id="",
        text="",
        attachments=(),
    )


def test_the_sender_of_an_outlook_mail_is_found_in_its_internet_headers():
    headers = "From: Ana <ana@x.al>\r\nMessage-ID: <3@x.al>\r\n\r\n"

    found = read(compound(outlook_tree({0x007D: headers, 0x0C1F: "/O=X"})), name="a.msg")

    assert (found.sender_address, found.message_id) == ("ana@x.al", "<3@x.al>")


def test_an_outlook_mail_with_a_page_alone_is_read_as_its_words():
    page = "<p>Përgjigje</p>".encode()

    found = read(compound(outlook_tree({0x3FDE: 65001, 0x1013: page})), name="a.msg")

    assert found.text == "Përgjigje"


def test_a_mail_attached_to_an_outlook_mail_is_a_file_of_its_own():
    inner = outlook_tree(OUTLOOK, recipient(0, "a@b.al"), attachment(0, "a.pdf", b"x"), header=24)

    found = read(compound(outlook_tree({}, attached_mail(0, inner))), name="a.msg")

    assert [attached.name for attached in found.attachments] == ["Emri i koordinatorit.eml"]
    again = read(found.attachments[0].data, name="a.eml")
    assert (again.sender_name, again.sender_address, again.to) == ("Ana Çela", "ana.cela@financa.gov.al", ("a@b.al",))
    assert (again.subject, again.sent_at, again.text) == ("Emri i koordinatorit", SENT, "Koordinatore:\nAna Çela")
    assert again.attachments == (Attachment(name="a.pdf", data=b"x"),)


def test_mails_deep_inside_each_other_are_unreadable_and_never_a_crash():
    boundaries = [f"b{number}" for number in range(3000)]
    parts = "".join(f"Content-Type: multipart/mixed; boundary={b}\r\n\r\n--{b}\r\n" for b in boundaries)

    with pytest.raises(UnreadableMail):
        read_text(f"{HEAD}{parts}\r\nx")
