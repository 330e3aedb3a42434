"""Sending to a real server that answers, refuses, is away, or hangs up at the worst moment."""

import datetime
import io

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from sekretariat.ground.actors import Actor
from sekretariat.ground.files import store
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File
from sekretariat.ground.jobs.ticks import run_due_ticks
from sekretariat.ground.mail import sending
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.fillers import mark
from sekretariat.ground.mail.models import Attachment, Outbox
from sekretariat.ground.mail.sending import BACK_OFF, MAX_ATTEMPTS, Drained, drain
from sekretariat.ground.mail.services import send_again

pytestmark = pytest.mark.django_db(transaction=True)

OFFICER = Actor(person_id=3, name="Ana Çela")
SOON = datetime.timedelta(seconds=6)
LATER = datetime.timedelta(hours=2)


def drain_after(pause: datetime.timedelta) -> Drained:
    with time_machine.travel(timezone.now() + pause, tick=True):
        return drain(timezone.now())


def states() -> list[str]:
    return list(Outbox.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_arrives_whole_and_is_marked_as_sent(postbox, write):
    mail = write(to_name="Ministria e Financës", subject="Çështje të ngutshme", text="Ju lutemi, përgjigjuni.\n.\nfund")

    assert drain(timezone.now()) == Drained(sent=1)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.SENT, 1, "")
    (message,) = postbox.taken
    assert message["Message-ID"] == mail.message_id
    assert message["Subject"] == "Çështje të ngutshme"
    assert message.get_content().splitlines() == ["Ju lutemi, përgjigjuni.", ".", "fund"]


def test_the_bounce_address_is_the_installations_own(postbox, write, settings):
    settings.MAIL_FROM = "sekretariat@kryeministria.al"
    seen = []
    postbox.answer_text = lambda envelope: seen.append((envelope.mail_from, envelope.rcpt_tos)) or "250 OK"
    write(from_address="dzhm@kryeministria.al")

    drain(timezone.now())

    assert seen == [("sekretariat@kryeministria.al", ["koordinator1@institucion.gov.al"])]


def test_mails_go_out_in_the_order_they_came_in(postbox, write):
    for number in range(4):
        write(number)

    drain(timezone.now())

    assert [message["To"].addresses[0].display_name for message in postbox.taken] == [
        f"Koordinatori {number}" for number in range(4)
    ]


def test_nothing_is_sent_twice_by_draining_again(postbox, write):
    write()

    drain(timezone.now())
    drain_after(LATER)

    assert list(postbox.copies().values()) == [1]


def test_without_a_configured_server_mail_waits(write, settings, capsys):
    settings.MAIL_HOST = ""
    write()

    call_command("mail")

    assert states() == [MailState.WAITING]
    assert capsys.readouterr().out.splitlines() == [
        "No mail server is set (SEKRETARIAT_SMTP_HOST): mail waits.",
        "sent 0, refused 0, in doubt 0, no longer valid 0, put off 0; now waiting 1, in doubt 0, refused 0",
    ]


def test_the_mail_command_sends_all_that_is_due_and_prints_the_counts(postbox, write, capsys):
    for number in range(3):
        write(number)

    call_command("mail")

    assert capsys.readouterr().out.startswith("sent 3, refused 0")


def test_while_the_server_is_down_all_wait_and_then_each_goes_out_once(postbox, write):
    for number in range(5):
        write(number)
    postbox.close()

    for pause in (0, 6, 60):
        assert drain_after(datetime.timedelta(seconds=pause)) == Drained()

    assert states() == [MailState.WAITING] * 5
    assert Outbox.objects.filter(attempts=0, last_error__startswith="ConnectionRefusedError").count() == 5

    postbox.open()
    drain_after(datetime.timedelta(seconds=70))

    assert states() == [MailState.SENT] * 5
    assert list(postbox.copies().values()) == [1] * 5


def test_a_server_that_is_back_is_found_within_seconds(postbox, write):
    write()
    postbox.close()
    drain(timezone.now())

    postbox.open()

    assert drain_after(SOON) == Drained(sent=1)


def test_a_temporary_no_is_tried_again_later_and_later_and_does_not_hold_up_the_others(postbox, write):
    greylisted, other = write(1), write(2)
    postbox.answer_recipient = lambda e: "451 try later" if "koordinator1" in e.rcpt_tos[0] else "250 OK"

    assert drain(timezone.now()) == Drained(waiting=1, sent=1)

    greylisted.refresh_from_db()
    other.refresh_from_db()
    assert (greylisted.state, greylisted.last_error, other.state) == (
        MailState.WAITING,
        "451 try later",
        MailState.SENT,
    )
    assert abs(greylisted.next_try_at - timezone.now() - BACK_OFF[0]) < datetime.timedelta(seconds=5)

    drain_after(BACK_OFF[0] + SOON)

    again = Outbox.objects.get(pk=greylisted.pk)
    assert (again.attempts, again.handed_over_at) == (2, None)
    assert again.next_try_at - greylisted.next_try_at > BACK_OFF[1]


@pytest.mark.parametrize(("answer", "error"), [("451 try later", "451 try later"), (None, "SMTPServerDisconnected")])
def test_a_mail_put_off_for_days_is_given_up_and_shown(postbox, write, answer, error):
    mail = write()
    Outbox.objects.update(attempts=MAX_ATTEMPTS - 1)
    postbox.answer_recipient = lambda envelope: answer

    assert drain(timezone.now()) == Drained(refused=1)

    mail.refresh_from_db()
    assert (mail.state, mail.last_error.split(":")[0]) == (MailState.REFUSED, error)


@pytest.mark.parametrize("where", ["answer_recipient", "answer_text"])
def test_a_recipient_or_text_the_server_will_not_have_is_refused_with_its_words(postbox, write, where):
    setattr(postbox, where, lambda envelope: "550 no such mailbox: këtu")
    mail = write()

    assert drain(timezone.now()) == Drained(refused=1)
    drain_after(LATER)

    mail.refresh_from_db()
    assert (mail.state, mail.awaits_decision, postbox.tries) == (MailState.REFUSED, True, 1)
    assert mail.last_error.startswith("550 no such mailbox")


def test_a_sender_the_server_will_not_have_is_a_matter_of_set_up_and_waits(postbox, write):
    postbox.answer_sender = lambda envelope: "550 not from here"
    write()

    assert drain(timezone.now()) == Drained(waiting=1)

    postbox.answer_sender = lambda envelope: "250 OK"
    drain_after(LATER)
    assert states() == [MailState.SENT]


def test_a_connection_lost_before_the_text_leaves_no_doubt_and_is_tried_again(postbox, write):
    postbox.answer_recipient = lambda envelope: None
    mail = write()

    assert drain(timezone.now()) == Drained(waiting=1)

    mail.refresh_from_db()
    assert (mail.state, mail.handed_over_at) == (MailState.WAITING, None)
    postbox.answer_recipient = lambda envelope: "250 OK"
    drain_after(LATER)
    assert list(postbox.copies().values()) == [1]


def test_a_connection_lost_after_the_text_is_a_doubt_that_only_a_person_resolves(postbox, write):
    postbox.answer_text = lambda envelope: None
    mail = write()

    assert drain(timezone.now()) == Drained(in_doubt=1)
    drain_after(LATER)

    mail.refresh_from_db()
    assert (mail.state, mail.awaits_decision, postbox.tries) == (MailState.IN_DOUBT, True, 1)
    assert mail.handed_over_at is not None

    postbox.answer_text = lambda envelope: "250 OK"
    send_again(mail=mail, by=OFFICER)
    drain(timezone.now())

    assert states() == [MailState.SENT]
    assert postbox.copies() == {mail.message_id: 2}


def test_a_text_that_gets_no_answer_in_time_is_a_doubt(postbox, write, settings):
    settings.MAIL_TIMEOUT = 0.3
    postbox.seconds_per_mail = 0.6
    write()

    assert drain(timezone.now()) == Drained(in_doubt=1)


def abandoned(mail: Outbox, **fields: object) -> Outbox:
    """The mail as a killed worker leaves it."""
    Outbox.objects.filter(pk=mail.pk).update(
        state=MailState.SENDING, claimed_at=timezone.now() - datetime.timedelta(hours=1), **fields
    )
    return mail


def test_a_mail_whose_worker_was_killed_before_the_text_is_sent_by_the_next(postbox, write):
    mail = abandoned(write())

    assert drain(timezone.now()) == Drained(sent=1)

    assert postbox.copies() == {mail.message_id: 1}


def test_a_mail_whose_worker_was_killed_after_the_text_is_a_doubt(postbox, write):
    mail = abandoned(write(), handed_over_at=timezone.now() - datetime.timedelta(hours=1))

    assert drain(timezone.now()) == Drained()

    mail.refresh_from_db()
    assert (mail.state, postbox.tries) == (MailState.IN_DOUBT, 0)


def test_a_claim_of_a_living_worker_is_left_alone(postbox, write):
    abandoned(write())
    Outbox.objects.update(claimed_at=timezone.now())

    assert drain(timezone.now()) == Drained()

    assert states() == [MailState.SENDING]


def test_a_drain_that_was_taken_for_dead_hands_nothing_over(postbox, write, monkeypatch):
    mail = write()
    claim = sending._claim

    def claim_and_sleep_long(now: datetime.datetime) -> Outbox | None:
        claimed = claim(now)
        Outbox.objects.update(state=MailState.WAITING)  # what another drain makes of the abandoned claim
        return claimed

    monkeypatch.setattr(sending, "_claim", claim_and_sleep_long)

    drain(timezone.now(), limit=1)

    mail.refresh_from_db()
    assert (mail.state, mail.handed_over_at, postbox.taken) == (MailState.WAITING, None, [])


def test_a_drain_that_was_taken_for_dead_and_comes_back_with_an_answer_ends_the_doubt(postbox, write, monkeypatch):
    hand_over = sending.smtp.hand_over

    def hand_over_slowly(*args: object, **kwargs: object) -> None:
        hand_over(*args, **kwargs)
        sending._settle_abandoned(timezone.now() + LATER)  # another drain, meanwhile

    monkeypatch.setattr(sending.smtp, "hand_over", hand_over_slowly)
    write()

    assert drain(timezone.now()) == Drained(sent=1)

    assert states() == [MailState.SENT]


def test_a_link_goes_out_usable_and_is_kept_nowhere(postbox, write, links):
    links["15"] = "https://example.org/l/s3cret"
    write(text="Përgjigjuni këtu:\n[[link:15]]", marks=[mark("link", 15)])

    drain(timezone.now())

    assert "https://example.org/l/s3cret" in postbox.taken[0].get_content()
    assert "s3cret" not in repr(list(Outbox.objects.values()))


def test_a_mail_whose_link_has_ended_is_not_sent_and_says_so(postbox, write, links):
    mail = write(text="[[link:15]]", marks=[mark("link", 15)])

    assert drain(timezone.now()) == Drained(withdrawn=1)

    mail.refresh_from_db()
    assert (mail.state, mail.last_error, postbox.tries) == (MailState.WITHDRAWN, "[[link:15]]", 0)


def test_a_file_goes_along(postbox, write):
    sha256, size = store.put(io.BytesIO(b"%PDF shkresa"))
    file = File.objects.create(
        sha256=sha256,
        name="Shkresa për përcjellje.pdf",
        size=size,
        media_type="application/pdf",
        access=AccessLevel.INTERNAL,
        uploaded_at=timezone.now(),
    )
    write(files=[file])

    drain(timezone.now())

    (attachment,) = postbox.taken[0].iter_attachments()
    assert (attachment.get_filename(), attachment.get_content()) == ("Shkresa për përcjellje.pdf", b"%PDF shkresa")


def test_a_mail_that_cannot_be_put_together_does_not_hold_up_the_others(postbox, write):
    broken = write(1)
    file = File.objects.create(
        sha256="0" * 64,
        name="e humbur.pdf",
        size=1,
        media_type="application/pdf",
        access=AccessLevel.INTERNAL,
        uploaded_at=timezone.now(),
    )
    Attachment.objects.create(mail=broken, file=file)
    write(2)

    assert drain(timezone.now()) == Drained(waiting=1, sent=1)

    broken.refresh_from_db()
    assert broken.last_error.startswith("ContentMissing")
    assert postbox.tries == 1


def test_the_worker_sends_a_long_queue_in_slices_that_follow_at_once(postbox, write, monkeypatch):
    monkeypatch.setattr(sending, "SLICE", 2)
    for number in range(5):
        write(number)

    rounds = 0
    while run_due_ticks(timezone.now()):
        rounds += 1

    assert (rounds, len(postbox.taken)) == (3, 5)
