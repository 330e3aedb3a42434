"""The outbox: what is taken into it, and what an officer decides about doubtful mails."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.jobs.models import Tick
from sekretariat.ground.jobs.ticks import run_due_ticks
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.errors import MailDecided, MailRefused
from sekretariat.ground.mail.fillers import mark
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.queries import counts_by_state, mails_about, outbox_of
from sekretariat.ground.mail.services import mark_sent, send_again

pytestmark = pytest.mark.django_db

OFFICER = Actor(person_id=3, name="Ana Çela")


def test_a_mail_waits_in_the_outbox_with_a_message_id_of_its_own(write, settings):
    settings.MAIL_FROM = "sekretariat@kryeministria.al"

    first, second = write(1), write(2)

    assert (first.state, first.attempts, first.caused_by_person) == (MailState.WAITING, 0, 3)
    assert first.message_id != second.message_id
    assert first.message_id.endswith("@kryeministria.al>")


def test_a_mail_queued_in_a_transaction_that_is_undone_is_never_sent(write):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Outbox.objects.exists()


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r", "\x00", "\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("field", ["subject", "to_name", "from_name"])
def test_a_header_of_more_than_one_line_is_refused(write, field, sign):
    with pytest.raises(MailRefused):
        write(**{field: f"Shkresa{sign}Bcc: victim@example.com"})


@pytest.mark.parametrize("field", ["to_address", "from_address", "reply_to"])
@pytest.mark.parametrize(
    "address", ["pa-shenjë", "a@b", "a b@example.com", "a@example.com\nBcc: b@example.com", "ë@example.com", "a@ë.al"]
)
def test_an_address_that_is_none_is_refused(write, field, address):
    with pytest.raises(MailRefused, match="is not an e-mail address"):
        write(**{field: address})


def test_a_header_longer_than_its_column_is_refused_with_its_limit(write):
    with pytest.raises(MailRefused, match="900"):
        write(subject="ë" * 901)

    assert write(subject="ë" * 900).pk


def test_spaces_in_a_header_become_single_ones(write):
    assert write(subject="  Shkresa\u00a0nr.  2470 ").subject == "Shkresa nr. 2470"


def test_a_mark_that_the_caller_did_not_name_is_refused(write, links):
    with pytest.raises(MailRefused):
        write(text="I dashur [[link:99]], këtu: [[link:15]]", marks=[mark("link", 15)])
    with pytest.raises(MailRefused):
        write(text="[[li[[link:15]]nk:99]]", marks=[mark("link", 15)])

    assert write(text="Këtu: [[link:15]]", marks=[mark("link", 15)]).marks == ["[[link:15]]"]


def test_square_brackets_that_no_filler_knows_are_ordinary_text(write, links):
    assert write(text="Shih [[shtojcën: 2]] dhe [[ ]].").pk


@pytest.mark.django_db(transaction=True)
def test_a_queued_mail_wakes_the_worker_for_its_next_round(write, settings):
    settings.MAIL_HOST = ""
    run_due_ticks(timezone.now())
    drain = Tick.objects.get(name="ground.mail.sending.drain_outbox")
    assert drain.next_at > timezone.now()

    write()

    drain.refresh_from_db()
    assert drain.next_at <= timezone.now()


def in_state(mail: Outbox, state: MailState) -> Outbox:
    moments = {"sent_at": timezone.now()} if state == MailState.SENT else {"claimed_at": timezone.now()}
    Outbox.objects.filter(pk=mail.pk).update(state=state, attempts=4, handed_over_at=timezone.now(), **moments)
    mail.refresh_from_db()
    return mail


@pytest.mark.parametrize("state", [MailState.IN_DOUBT, MailState.REFUSED])
def test_a_doubtful_or_refused_mail_is_sent_again_as_the_same_mail(write, state):
    mail = in_state(write(office_id=7), state)

    again = send_again(mail=mail, by=OFFICER)

    again.refresh_from_db()
    assert (again.state, again.attempts, again.claimed_at, again.handed_over_at) == (MailState.WAITING, 0, None, None)
    assert again.message_id == mail.message_id
    event = Event.objects.get()
    assert (event.what, event.target_type, event.target_key) == ("mail.sent_again", "outbox", str(mail.pk))
    assert (event.institution_id, event.data) == (7, {"was": state})


@pytest.mark.parametrize("state", [MailState.IN_DOUBT, MailState.REFUSED])
def test_a_doubtful_or_refused_mail_is_marked_as_sent(write, state):
    mail = in_state(write(), state)

    mark_sent(mail=mail, by=OFFICER)

    mail.refresh_from_db()
    assert (mail.state, mail.sent_at is None) == (MailState.SENT, False)
    assert Event.objects.get().what == "mail.marked_sent"


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.SENDING, MailState.SENT, MailState.WITHDRAWN])
@pytest.mark.parametrize("decide", [send_again, mark_sent])
def test_nothing_is_decided_about_other_mails(write, decide, state):
    mail = in_state(write(), state)
    assert not mail.awaits_decision

    with pytest.raises(MailDecided):
        decide(mail=mail, by=OFFICER)

    assert not Event.objects.exists()


def test_the_outbox_of_an_office_and_its_counts_leave_other_offices_out(write):
    first, second = write(1, office_id=7), in_state(write(2, office_id=7), MailState.IN_DOUBT)
    other = write(3, office_id=8, about=first)

    assert list(outbox_of(7)) == [second, first]
    assert list(mails_about(first)) == [other]
    counts = counts_by_state(office_id=7)
    assert (counts.waiting, counts.in_doubt, counts.sent, counts.refused) == (1, 1, 0, 0)
    assert counts.waiting_since == first.created_at
    assert counts_by_state().waiting == 2


@pytest.mark.parametrize(
    "fields", [{"state": "lost"}, {"state": MailState.SENT}, {"state": MailState.SENDING}, {"sent_at": "now"}]
)
def test_a_mail_with_a_state_that_contradicts_its_moments_is_refused_by_the_database(write, fields):
    mail = write()
    if "sent_at" in fields:
        fields = {"sent_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.filter(pk=mail.pk).update(**fields)
