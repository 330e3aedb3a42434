"""Reminders go out once, on their day, to the first who can be reached, with a link that opens the duty."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from sekretariat.domain.followup.enums import BY_MAIL, ONCE, Stage
from sekretariat.domain.followup.models import Link, Reminder
from sekretariat.domain.followup.queries import open_link, recipients_of, reminders_due
from sekretariat.domain.followup.services import extend, remind, send_reminders
from sekretariat.domain.followup.tasks import remind_and_escalate
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import withdraw
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.days.services import declare_holiday, fill_holidays
from sekretariat.ground.jobs.ticks import run_due_ticks
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.words.enums import Precision
from tests.factories import (
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    actor,
    coordinator,
    officer,
)

from .making import ASK, DUE, FIVE_AFTER, ONE_AFTER, THREE_BEFORE, answer, duty_of, letter_2470

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def letter() -> Letter:
    return letter_2470("ADISA")


def sent_on(letter: Letter, on: datetime.date) -> int:
    return send_reminders(office=letter.office, on=on)


def stages() -> list[tuple[str, datetime.date]]:
    return list(Reminder.objects.values_list("stage", "on"))


def test_three_stages_go_out_on_their_days_and_on_no_other(letter):
    day = datetime.date(2018, 5, 21)
    while day <= FIVE_AFTER:
        sent_on(letter, day)
        day += datetime.timedelta(days=1)

    assert stages() == [(Stage.BEFORE, THREE_BEFORE), (Stage.ON_DAY, DUE), (Stage.AFTER, ONE_AFTER)]
    assert [mail.to_address for mail in Outbox.objects.all()] == ["zyra@adisa.example"] * 3


def test_the_mail_says_what_by_which_letter_by_when_and_how_late(letter):
    for on in (THREE_BEFORE, DUE, ONE_AFTER):
        sent_on(letter, on)

    before, on_day, after = (mail.text for mail in Outbox.objects.order_by("pk"))
    asked = f"— {ASK} (shkresa 2470 prot, 21.05.2018): "
    assert f"{asked}afati është 04.06.2018, mbeten 3 ditë pune." in before
    assert f"{asked}afati është 04.06.2018, sot është dita e fundit e punës." in on_day
    assert f"{asked}afati ishte 04.06.2018, me vonesë 1 ditë pune." in after
    assert Outbox.objects.first().subject == f"Kujtesë: {ASK}, afati 04.06.2018"
    assert Outbox.objects.first().office_id == letter.office_id


def test_the_link_opens_the_duty_and_stands_in_no_kept_mail(letter):
    sent_on(letter, THREE_BEFORE)

    link, mail = Link.objects.get(), Outbox.objects.get()
    token = token_of(link.nonce)
    _link, holder = open_link(token, obligation_id=link.obligation_id, language="sq", now=timezone.now())
    assert holder.only_obligation == duty_of(letter, "ADISA").pk
    assert (mail.marks, token in mail.text) == ([f"[[link:{link.pk}]]"], False)


def test_the_first_of_the_chain_who_can_be_reached_is_written_to(letter):
    adisa = Institution.objects.get(short_name="ADISA")
    MandateFactory(institution=adisa, body=letter.body, role=Role.COORDINATOR, person=PersonFactory(email=""))
    deputy = MandateFactory(institution=adisa, body=letter.body, role=Role.DEPUTY)

    sent_on(letter, THREE_BEFORE)

    reminder = Reminder.objects.get()
    assert (reminder.mandate, reminder.email) == (deputy, deputy.person.email)


def test_where_nobody_can_be_reached_it_waits_for_an_address(letter):
    Institution.objects.update(email="")
    assert sent_on(letter, THREE_BEFORE) == 0
    assert not Reminder.objects.exists()

    Institution.objects.filter(short_name="ADISA").update(email="zyra@adisa.example")

    assert sent_on(letter, THREE_BEFORE) == 1


def test_several_duties_of_one_recipient_go_in_one_mail_each_with_its_link():
    office = OfficeFactory()
    institution = InstitutionFactory(email="zyra@akshi.example")
    ObligationFactory.create_batch(2, office=office, institution=institution)

    assert send_reminders(office=office, on=THREE_BEFORE) == 1

    mail = Outbox.objects.get()
    assert (mail.text.count(ASK), len(mail.marks), Reminder.objects.count()) == (2, 2, 2)


def test_two_who_found_it_due_at_once_write_once(letter):
    first, second = reminders_due(letter.office, on=DUE), reminders_due(letter.office, on=DUE)
    recipient = recipients_of(Institution.objects.get(short_name="ADISA"), body_id=None, on=DUE)[0]

    written = [remind(calls=calls, recipient=recipient, by=system_actor(), on=DUE) for calls in (first, second)]

    assert written == [True, False]
    assert (Outbox.objects.count(), Reminder.objects.count()) == (1, 1)


def test_what_dies_before_the_mail_is_written_leaves_no_reminder_behind_and_the_others_are_reminded():
    letter = letter_2470("ADISA", "AMVV")
    Institution.objects.filter(short_name="ADISA").update(email="zyra@ë.example")  # an address no server takes

    assert sent_on(letter, THREE_BEFORE) == 1
    assert Reminder.objects.get().obligation == duty_of(letter, "AMVV")

    Institution.objects.filter(short_name="ADISA").update(email="zyra@adisa.example")
    assert sent_on(letter, THREE_BEFORE) == 1


def test_what_was_answered_or_moved_since_it_was_found_due_is_not_reminded_of():
    letter = letter_2470("ADISA", "AMVV")
    calls = reminders_due(letter.office, on=DUE)
    answer(duty_of(letter, "ADISA"))
    Obligation.objects.filter(pk=duty_of(letter, "AMVV").pk).update(due_on=FIVE_AFTER)
    recipient = recipients_of(calls[0].obligation.institution, body_id=None, on=DUE)[0]

    assert not remind(calls=calls, recipient=recipient, by=system_actor(), on=DUE)
    assert not Outbox.objects.exists()


def test_answered_withdrawn_and_undated_duties_are_never_reminded_of(letter):
    answer(duty_of(letter, "ADISA"), on=datetime.date(2018, 5, 25))
    institution = InstitutionFactory(email="a@b.al")
    ObligationFactory(office=letter.office, institution=institution, due_on=None, term_days=None)
    gone = ObligationFactory(office=letter.office, institution=institution)
    withdraw(obligation=gone, reason="gabim", by=officer(letter.office), on=THREE_BEFORE)

    assert [sent_on(letter, on) for on in (THREE_BEFORE, DUE, ONE_AFTER)] == [0, 0, 0]


def test_a_deadline_that_was_put_off_is_reminded_of_anew_by_the_new_day(letter):
    duty = duty_of(letter, "ADISA")
    sent_on(letter, THREE_BEFORE)
    extend(
        obligation=duty,
        new_due_on=FIVE_AFTER,
        new_precision=Precision.DAY,
        reason="x",
        by=officer(letter.office),
        on=DUE,
    )

    found = [sent_on(letter, on) for on in (DUE, ONE_AFTER, datetime.date(2018, 6, 6), FIVE_AFTER)]

    assert found == [0, 0, 1, 1]
    assert list(Reminder.objects.values_list("stage", "due_on")) == [
        (Stage.BEFORE, DUE),
        (Stage.BEFORE, FIVE_AFTER),
        (Stage.ON_DAY, FIVE_AFTER),
    ]


def test_each_office_reminds_by_its_own_settings():
    letter = letter_2470("ADISA")
    Office.objects.update(remind_before_days=5, reminds_on_day=False, remind_after_days=0)
    office = Office.objects.get(pk=letter.office_id)

    found = {on: send_reminders(office=office, on=on) for on in (datetime.date(2018, 5, 28), DUE, ONE_AFTER)}

    assert list(found.values()) == [1, 0, 0]
    assert send_reminders(office=OfficeFactory(), on=DUE) == 0


def test_who_reminded_whom_stands_in_the_trail(letter):
    sent_on(letter, ONE_AFTER)

    heads = Event.objects.filter(what="obligation.reminded")
    assert [(e.position, e.data, e.person_id) for e in heads] == [(0, {"stage": "after", "due": "2018-06-04"}, None)]


@pytest.mark.parametrize("stage", ONCE)
def test_the_database_holds_a_stage_once_for_a_deadline(stage):
    duty = ObligationFactory()
    row = {"obligation": duty, "stage": stage, "due_on": DUE, "on": DUE}
    Reminder.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**row)
    Reminder.objects.create(**row | {"due_on": FIVE_AFTER})


def test_reminder_letters_may_be_many():
    duty = ObligationFactory()

    for _ in range(2):
        Reminder.objects.create(obligation=duty, stage=Stage.LETTER, due_on=DUE, on=DUE)


def test_reminders_are_seen_by_the_office_alone(letter):
    sent_on(letter, THREE_BEFORE)
    duty = duty_of(letter, "ADISA")

    seen = {
        "own officer": Reminder.objects.visible_to(officer(letter.office)).count(),
        "own clerk": Reminder.objects.visible_to(actor(Role.CLERK, letter.office)).count(),
        "system": Reminder.objects.visible_to(system_actor()).count(),
        "other officer": Reminder.objects.visible_to(officer(OfficeFactory())).count(),
        "who owes it": Reminder.objects.visible_to(coordinator(duty.institution)).count(),
    }

    assert seen == {"own officer": 1, "own clerk": 1, "system": 1, "other officer": 0, "who owes it": 0}


@pytest.mark.parametrize("count", [1, 3])
def test_finding_what_is_due_takes_as_many_queries_for_three_as_for_one(count, django_assert_num_queries):
    letter = letter_2470(*[f"I{place}" for place in range(count)])
    office = Office.objects.get(pk=letter.office_id)

    with django_assert_num_queries(4):
        assert len(reminders_due(office, on=DUE)) == count


# Under a shifted clock


def utc(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def run_from(start: datetime.datetime, *, hours: int) -> list[tuple[str, str]]:
    """The worker wakes every hour. Which stage went out at which moment, in the time of Tirana."""
    found = []
    for hour in range(hours):
        now = start + hour * HOUR
        known = Reminder.objects.filter(stage__in=BY_MAIL).count()
        with time_machine.travel(now, tick=False):
            remind_and_escalate(timezone.now())
        for reminder in Reminder.objects.filter(stage__in=BY_MAIL).order_by("pk")[known:]:
            found.append((reminder.stage, f"{timezone.localtime(now):%d.%m.%Y %H:%M}"))
    return found


def duty_due(due: datetime.date, **fields: object) -> Obligation:
    institution = InstitutionFactory(email="zyra@mfe.example")
    issued = due - datetime.timedelta(days=60)
    values = {"issued_on": issued, "clock_starts_on": None, "term_days": None}
    return ObligationFactory(institution=institution, due_on=due, **values | fields)


def test_over_new_year_the_holidays_are_passed_over():
    fill_holidays(years=[2019, 2020])
    duty_due(datetime.date(2020, 1, 6))  # 3 January was a holiday too that year

    assert run_from(utc("2019-12-24 00:30"), hours=24 * 15) == [
        (Stage.BEFORE, "27.12.2019 07:30"),
        (Stage.ON_DAY, "06.01.2020 07:30"),
        (Stage.AFTER, "07.01.2020 07:30"),
    ]


def test_a_deadline_on_31_december_is_late_in_the_new_year():
    fill_holidays(years=[2019, 2020])
    duty_due(datetime.date(2019, 12, 31), due_precision=Precision.YEAR)

    assert run_from(utc("2019-12-26 00:00"), hours=24 * 12) == [
        (Stage.BEFORE, "26.12.2019 07:00"),
        (Stage.ON_DAY, "31.12.2019 07:00"),
        (Stage.AFTER, "06.01.2020 07:00"),
    ]


@pytest.mark.parametrize(
    ("due", "start", "days"),
    [
        (datetime.date(2024, 2, 29), "2024-02-25 00:00", ["26.02.2024", "29.02.2024", "01.03.2024"]),
        # In 2020 it is a Saturday.
        (datetime.date(2020, 2, 29), "2020-02-24 00:00", ["25.02.2020", "28.02.2020", "02.03.2020"]),
    ],
)
def test_29_february_is_a_day_like_others(due, start, days):
    duty_due(due, due_precision=Precision.MONTH)

    assert run_from(utc(start), hours=24 * 8) == [
        (stage, f"{day} 07:00") for stage, day in zip(BY_MAIL, days, strict=True)
    ]


@pytest.mark.parametrize(
    ("due", "start", "first_utc", "last_utc"),
    [
        (datetime.date(2020, 3, 30), "2020-03-25 00:00", "06:00", "05:00"),  # the night that lacks an hour
        (datetime.date(2020, 10, 26), "2020-10-21 00:00", "05:00", "06:00"),  # the night that has one twice
    ],
)
def test_over_both_nights_of_the_time_change_mails_go_out_at_seven_in_tirana(due, start, first_utc, last_utc):
    duty_due(due)

    sent = run_from(utc(start), hours=24 * 7)

    assert [moment[-5:] for _stage, moment in sent] == ["07:00"] * 3
    assert [stage for stage, _moment in sent] == list(BY_MAIL)
    moments = [timezone.make_aware(datetime.datetime.strptime(moment, "%d.%m.%Y %H:%M")) for _stage, moment in sent]
    assert [f"{moment.astimezone(datetime.UTC):%H:%M}" for moment in moments] == [first_utc, last_utc, last_utc]


def test_moving_holidays_move_the_days():
    fill_holidays(years=[2019])
    duty_due(datetime.date(2019, 4, 30))  # after both Easter Mondays, 22 and 29 April
    assert run_from(utc("2019-04-23 00:00"), hours=48) == [(Stage.BEFORE, "24.04.2019 07:00")]


def test_a_holiday_declared_meanwhile_brings_the_reminder_forward():
    fill_holidays(years=[2019])
    duty_due(datetime.date(2019, 4, 30))
    declare_holiday(on_day=datetime.date(2019, 4, 26), name_sq="Ditë zie", name_en="Day of mourning")

    assert run_from(utc("2019-04-22 22:00"), hours=24) == [(Stage.BEFORE, "23.04.2019 07:00")]


def test_nobody_is_written_to_on_a_day_off():
    duty_due(datetime.date(2018, 6, 6))  # its first reminder falls on Friday, 1 June
    Holiday.objects.create(on=datetime.date(2018, 6, 4), name_sq="Festë", name_en="Holiday", source="office")

    assert run_from(utc("2018-06-02 00:00"), hours=24 * 3) == []
    assert run_from(utc("2018-06-05 00:00"), hours=24) == [(Stage.BEFORE, "05.06.2018 07:00")]


def test_the_worker_knows_the_tick(letter):
    with time_machine.travel(utc("2018-06-04 08:00"), tick=False):
        run_due_ticks(timezone.now())

    assert stages() == [(Stage.ON_DAY, DUE)]


def test_a_year_later_nothing_is_sent(letter):
    assert run_from(utc("2019-06-04 06:00"), hours=48) == []
    assert not Outbox.objects.exists()
