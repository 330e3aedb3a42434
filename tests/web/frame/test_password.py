"""Choosing, changing and forgetting a password."""

import re

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse

from sekretariat.ground.audit.models import Event
from sekretariat.ground.mail.fillers import NoLongerValid, fill
from sekretariat.ground.mail.models import Outbox
from sekretariat.web.accounts.mail import NOTICES
from tests.factories import UserFactory
from tests.factories.rows import PASSWORD

from .authenticator import log_in

pytestmark = pytest.mark.django_db

NEW = "një fjalëkalim i ri 2018"


def ask_for_link(client: Client, email: str) -> str:
    client.post(reverse("account_reset_password"), {"email": email})
    mail = Outbox.objects.latest("pk")
    return re.search(r"https?://\S+", fill(mail.text, mail.marks))[0]


def choose_password(client: Client, link: str, password: str = NEW):
    form = client.get(link.removeprefix(settings.BASE_URL)).url
    return client.post(form, {"password1": password, "password2": password})


def test_a_forgotten_password_is_mailed_without_a_usable_link_in_the_stored_text(visitor):
    user = UserFactory(language="en")

    response = visitor.post(reverse("account_reset_password"), {"email": user.email})

    mail = Outbox.objects.get()
    assert response.url == reverse("account_reset_password_done")
    assert (mail.to_address, mail.subject) == (user.email, "A new password for Sekretariat")
    assert mail.marks == [f"[[password:{user.pk}]]"]
    assert "/password/reset/key/" not in mail.text


def test_an_unknown_e_mail_gets_the_same_answer_and_no_mail(visitor):
    response = visitor.post(reverse("account_reset_password"), {"email": "askush@shembull.al"})

    assert response.url == reverse("account_reset_password_done")
    assert not Outbox.objects.exists()


def test_the_link_lets_choose_a_password_once(visitor):
    user = UserFactory()
    link = ask_for_link(visitor, user.email)

    response = choose_password(visitor, link)

    assert response.url == reverse("account_reset_password_from_key_done")
    assert log_in(Client(), user.email, NEW).status_code == 302
    again = Client(headers={"cookie": "language=en"}).get(link.removeprefix(settings.BASE_URL))
    assert "This link no longer works" in again.content.decode()


def test_the_first_password_of_an_invited_person_is_chosen_the_same_way(visitor):
    user = UserFactory(password=None)
    user.set_unusable_password()
    user.save()

    choose_password(visitor, ask_for_link(visitor, user.email))

    assert log_in(Client(), user.email, NEW).status_code == 302


def test_a_chosen_password_leaves_a_trace_and_a_mail_but_not_itself(visitor):
    user = UserFactory(language="en")

    choose_password(visitor, ask_for_link(visitor, user.email))

    event = Event.objects.get(what="user.password_set")
    assert (event.target_key, event.data) == (str(user.pk), {})
    assert Outbox.objects.latest("pk").subject == "Your password was changed"


def test_the_link_of_a_blocked_sign_in_is_not_made(visitor):
    user = UserFactory()
    visitor.post(reverse("account_reset_password"), {"email": user.email})
    user.is_active = False
    user.save()
    mail = Outbox.objects.get()

    with pytest.raises(NoLongerValid):
        fill(mail.text, mail.marks)


def test_changing_the_password_ends_every_other_session(visitor):
    user = UserFactory()
    other = Client()
    log_in(other, user.email)
    log_in(visitor, user.email)

    visitor.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert visitor.get(reverse("mfa_index")).status_code == 200
    assert other.get(reverse("mfa_index")).status_code == 302


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"oldpassword": "gabim"}, "This is not your present password."),
        ({"password1": "shkurt", "password2": "shkurt"}, "12 characters"),
        ({"password2": "tjetër fjalëkalim"}, "You must type the same password each time."),
    ],
)
def test_a_password_that_will_not_do_is_told_why(visitor, data, told):
    log_in(visitor, UserFactory().email)
    filled = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | data

    page = visitor.post(reverse("account_change_password"), filled).content.decode()

    assert told in page
    assert NEW not in page


def test_no_mail_goes_past_the_outbox(settings):
    settings.EMAIL_BACKEND = "sekretariat.web.accounts.mail.NoDirectMail"

    with pytest.raises(RuntimeError, match="never directly"):
        send_mail("Lënda", "Teksti", "a@shembull.al", ["b@shembull.al"])


@pytest.mark.parametrize("name", sorted(NOTICES))
def test_every_notice_reads_in_both_languages(name):
    assert all(str(words).strip() for words in (NOTICES[name].subject, NOTICES[name].text))
