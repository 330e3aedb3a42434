"""Signing in by password and by the second step."""

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import NoReverseMatch, reverse

from sekretariat.ground.audit.models import Event
from sekretariat.ground.mail.models import Outbox
from tests.factories import UserFactory
from tests.factories.rows import PASSWORD

from .authenticator import SECRET, code_of, log_in, log_in_with_code

pytestmark = pytest.mark.django_db


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def events_of(user) -> list[str]:
    rows = Event.objects.filter(target_type="user", target_key=str(user.pk)).order_by("pk")
    return list(rows.values_list("what", flat=True))


def test_e_mail_and_password_let_in_however_the_e_mail_is_written(visitor):
    UserFactory(email="drita@shembull.al")

    response = log_in(visitor, " Drita@Shembull.AL ")

    assert (response.status_code, response.url, is_in(visitor)) == (302, "/", True)


@pytest.mark.parametrize(
    ("wanted", "opened"), [("/style/", "/style/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")]
)
def test_signing_in_leads_back_but_never_to_another_site(visitor, wanted, opened):
    data = {"login": UserFactory().email, "password": PASSWORD, "next": wanted}

    assert visitor.post(reverse("account_login"), data).url == opened


@pytest.mark.parametrize("is_known", [True, False])
def test_a_wrong_password_and_an_unknown_e_mail_are_told_in_the_same_words(visitor, is_known):
    email = UserFactory().email if is_known else "askush@shembull.al"

    page = log_in(visitor, email, "gabim").content.decode()

    assert "The e-mail or the password is not right." in page
    assert f'value="{email}"' in page
    assert "gabim" not in page


def test_after_ten_wrong_passwords_even_the_right_one_waits(visitor):
    email = UserFactory().email

    statuses = [log_in(visitor, email.upper(), "gabim").status_code for _ in range(10)]

    assert statuses == [200] * 9 + [429]
    assert "too many wrong tries" in log_in(visitor, email).content.decode()
    assert not is_in(visitor)


def test_wrong_passwords_for_one_do_not_lock_out_another(visitor):
    for _ in range(10):
        log_in(visitor, "askush@shembull.al", "gabim")

    assert log_in(visitor, UserFactory().email).status_code == 302


def test_a_blocked_sign_in_is_told_so_after_the_right_password_only(visitor):
    email = UserFactory(is_active=False).email

    assert log_in(visitor, email).url == reverse("account_inactive")
    assert "The e-mail or the password is not right." in log_in(visitor, email, "gabim").content.decode()


def test_signing_out_takes_a_press_of_the_button(visitor):
    log_in(visitor, UserFactory().email)

    visitor.get(reverse("account_logout"))
    assert is_in(visitor)

    visitor.post(reverse("account_logout"))
    assert not is_in(visitor)


def test_setting_up_the_second_step_gives_recovery_codes_a_mail_and_a_trace(
    visitor, django_capture_on_commit_callbacks
):
    user = UserFactory(language="en")
    log_in(visitor, user.email)
    secret = re.search(r"<code>(\w+)</code>", visitor.get(reverse("mfa_activate_totp")).content.decode())[1]

    with django_capture_on_commit_callbacks(execute=True):
        response = visitor.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert visitor.get(response.url).content.decode().count("<li>") >= 10
    assert Outbox.objects.get().subject == "The second step of your sign-in is on"
    assert set(events_of(user)) == {"user.second_step_added"}


def test_with_a_second_step_the_password_alone_does_not_let_in(visitor):
    user = UserFactory()
    TOTP.activate(user, SECRET)

    assert log_in(visitor, user.email).url == reverse("mfa_authenticate")
    assert not is_in(visitor)
    assert visitor.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)}).url == "/"
    assert is_in(visitor)


def test_a_wrong_code_is_told_and_does_not_let_in(visitor):
    user = UserFactory()
    TOTP.activate(user, SECRET)
    log_in(visitor, user.email)

    page = visitor.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()

    assert "This code is not right." in page
    assert not is_in(visitor)


def test_a_recovery_code_lets_in_once(visitor):
    user = UserFactory()
    TOTP.activate(user, SECRET)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    for lets_in in (True, False):
        log_in(visitor, user.email)
        visitor.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(visitor) is lets_in
        visitor.post(reverse("account_logout"))


def test_a_sign_in_stopped_before_its_second_step_can_be_left(visitor):
    user = UserFactory()
    TOTP.activate(user, SECRET)
    log_in(visitor, user.email)

    response = visitor.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert response.url == reverse("account_login")
    assert visitor.get(response.url).status_code == 200


def test_the_second_step_asks_again_who_one_is_some_time_after_signing_in(visitor, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 21, 9, tzinfo=datetime.UTC))
    log_in(visitor, UserFactory().email)
    assert visitor.get(reverse("mfa_activate_totp")).status_code == 200

    time_machine.shift(datetime.timedelta(minutes=6))

    response = visitor.get(reverse("mfa_activate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_who_works_in_the_office_cannot_switch_the_required_second_step_off(settings, visitor, officer_person):
    settings.SECOND_STEP = "required"
    TOTP.activate(officer_person.user, SECRET)
    log_in_with_code(visitor, officer_person.user.email)

    page = visitor.post(reverse("mfa_deactivate_totp")).content.decode()

    assert "so it stays on" in page
    assert Authenticator.objects.filter(user=officer_person.user).exists()


def test_a_coordinator_may_switch_it_off(settings, visitor, coordinator_person):
    settings.SECOND_STEP = "required"
    TOTP.activate(coordinator_person.user, SECRET)
    log_in_with_code(visitor, coordinator_person.user.email)

    visitor.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert events_of(coordinator_person.user) == ["user.second_step_removed"]


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_confirm_email", "socialaccount_connections"]
)
def test_what_we_do_not_offer_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
