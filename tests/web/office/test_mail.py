"""The outbox of an office, and deciding about what is refused or in doubt."""

import pytest
from django.utils import timezone

from sekretariat.ground.actors import Role, system_actor
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.services import enqueue
from tests.factories import OfficeFactory

URL = "/office/mail/"


@pytest.fixture
def mailed(office):
    """A mail of the office in a state."""

    def put(state: str = "waiting", *, to: str = "zyra@mfe.al", of=None, error: str = "") -> Outbox:
        mail = enqueue(
            to_address=to, to_name="MFE", subject="Kujtesë", text="x", by=system_actor(), office_id=(of or office).pk
        )
        sent_at = timezone.now() if state == "sent" else None
        claimed_at = timezone.now() if state == "sending" else None
        Outbox.objects.filter(pk=mail.pk).update(state=state, sent_at=sent_at, claimed_at=claimed_at, last_error=error)
        return mail

    return put


def state_of(mail: Outbox) -> str:
    return Outbox.objects.get(pk=mail.pk).state


def decide(client, mail: Outbox, decision: str):
    return client.post(f"{URL}{mail.pk}/decide/", {"decision": decision})


def test_a_clerk_sees_the_mails_of_the_office_and_of_no_other(works_as, client_of, mailed):
    mailed(to="zyra@mfe.al")
    mailed(to="zyra@tjeter.al", of=OfficeFactory())

    page = client_of(works_as(Role.CLERK)).get(URL).content.decode()

    assert "zyra@mfe.al" in page
    assert "zyra@tjeter.al" not in page
    assert "/office/people/" not in page


def test_a_list_of_one_state_holds_no_other(officer, mailed):
    for state in MailState.values:
        mailed(state, to=f"{state}@mfe.al")

    for state in MailState.values:
        page = officer.get(URL, {"state": state}).content.decode()
        assert [other for other in MailState.values if f"{other}@mfe.al" in page] == [state]


def test_a_doubtful_mail_is_explained_and_its_error_shown(officer, mailed):
    mailed("in_doubt", error="421 <connection lost>")

    page = officer.get(URL).content.decode()

    assert "Message-ID" in page
    assert "421 &lt;connection lost&gt;" in page


@pytest.mark.parametrize("was", ["refused", "in_doubt"])
@pytest.mark.parametrize(("decision", "becomes"), [("again", "waiting"), ("sent", "sent")])
def test_what_is_undecided_is_sent_again_or_marked_as_sent(officer, mailed, was, decision, becomes):
    mail = mailed(was)

    assert decide(officer, mail, decision).status_code == 302
    assert state_of(mail) == becomes


@pytest.mark.parametrize("state", ["waiting", "sent", "withdrawn"])
def test_nothing_is_decided_about_a_mail_that_asks_for_no_decision(officer, mailed, state):
    mail = mailed(state)

    page = officer.post(f"{URL}{mail.pk}/decide/", {"decision": "again"}, follow=True)

    assert 'class="message warning"' in page.content.decode()
    assert state_of(mail) == state


def test_another_word_is_no_decision(officer, mailed):
    assert decide(officer, mailed("refused"), "delete").status_code == 404


def test_who_only_sees_the_mails_decides_nothing(administrator, mailed):
    mail = mailed("refused")

    assert decide(administrator, mail, "sent").status_code == 403
    assert f"{URL}{mail.pk}/decide/" not in administrator.get(URL).content.decode()


@pytest.mark.parametrize("query", ["?page=x", "?page=99", "?state=nothing", "?state=sent&page=-1"])
def test_any_address_of_the_list_gets_a_page(officer, mailed, query):
    mailed()

    assert officer.get(f"{URL}{query}").status_code == 200


def test_a_long_list_is_divided_into_pages(officer, mailed):
    for number in range(51):
        mailed(to=f"a{number}@mfe.al")

    page = officer.get(URL).content.decode()

    assert "a50@mfe.al" in page
    assert "a0@mfe.al" not in page
    assert "a0@mfe.al" in officer.get(URL, {"page": 2}).content.decode()


def test_queries_do_not_grow_with_the_mails(officer, mailed, django_assert_num_queries):
    mailed("refused")
    officer.get(URL)
    with django_assert_num_queries(9):
        officer.get(URL)
    mailed("in_doubt")
    mailed("sent")

    with django_assert_num_queries(9):
        officer.get(URL)
