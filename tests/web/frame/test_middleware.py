"""Language, actor and guard on every request."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = [pytest.mark.urls("tests.web.frame.urls"), pytest.mark.django_db]


def language_of(response) -> str:
    return response["Content-Language"]


def test_language_is_albanian_whatever_the_browser_asks_for(client):
    response = client.get(reverse("about"), headers={"accept-language": "en-GB,en"})

    assert language_of(response) == "sq"
    assert '<html lang="sq">' in response.content.decode()


def test_language_is_the_users_own(sign_in, coordinator_person):
    coordinator_person.user.language = "en"
    coordinator_person.user.save()

    assert language_of(sign_in(coordinator_person).get(reverse("about"))) == "en"


def test_language_chosen_in_the_browser_goes_before_the_users_own(sign_in, coordinator_person):
    coordinator_person.user.language = "en"
    coordinator_person.user.save()
    client = sign_in(coordinator_person)
    client.cookies["language"] = "sq"

    assert language_of(client.get(reverse("about"))) == "sq"


@pytest.mark.parametrize("nonsense", ["de", "", "../../etc", "<script>"])
def test_a_language_we_do_not_have_is_not_taken_from_the_cookie(client, nonsense):
    client.cookies["language"] = nonsense

    assert language_of(client.get(reverse("about"))) == "sq"


def test_the_actor_is_the_person_with_the_own_mandates(sign_in, officer_person):
    response = sign_in(officer_person).get(reverse("private"))

    actor = response.wsgi_request.actor
    assert (response.content.decode(), actor.user_id, actor.works_in_office) == (
        "Drita Hoxha",
        officer_person.user_id,
        True,
    )


def test_a_sign_in_without_a_person_acts_without_rights_under_its_own_number(sign_in, client):
    user = UserFactory()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    actor = client.get(reverse("private")).wsgi_request.actor

    assert (actor.user_id, actor.is_known, actor.capacities) == (user.pk, False, ())


def test_two_requests_of_the_public_are_two_operations(client):
    operations = {client.get(reverse("about")).wsgi_request.actor.operation.id for _ in range(2)}

    assert len(operations) == 2


def test_a_view_without_a_declaration_is_refused(client):
    with pytest.raises(ImproperlyConfigured, match="undeclared"):
        client.get(reverse("undeclared"))


def test_a_private_page_asks_to_sign_in_and_leads_back(client):
    response = client.get(reverse("private"), {"page": 2})

    assert response.url == "/accounts/login/?next=/private/%3Fpage%3D2"


def test_an_address_that_only_takes_forms_is_not_led_back_to(client):
    assert client.post(reverse("only_post")).url == "/accounts/login/?next=/"


def test_a_fragment_asks_the_whole_page_to_sign_in(client):
    response = client.get(
        reverse("private"), headers={"hx-request": "true", "hx-current-url": "http://testserver/letters/?page=3"}
    )

    assert response["HX-Redirect"] == "/accounts/login/?next=/letters/%3Fpage%3D3"


def test_a_blocked_sign_in_is_out_at_the_next_request(sign_in, officer_person):
    client = sign_in(officer_person)
    officer_person.user.is_active = False
    officer_person.user.save()

    assert client.get(reverse("private")).status_code == 302


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("private", "no-store, private"),
        ("private_file", "no-store, private"),
        ("public_file", "public, max-age=60"),
        ("about", "no-store, private"),
    ],
)
def test_no_cache_keeps_a_page_unless_it_is_public_and_says_so(sign_in, officer_person, name, kept):
    assert sign_in(officer_person).get(reverse(name))["Cache-Control"] == kept


def test_trace_is_refused(client):
    assert client.trace(reverse("about")).status_code == 405


def test_every_page_carries_a_policy_without_inline_scripts_and_refuses_frames(client):
    response = client.get(reverse("about"))

    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.fixture
def second_step_required(settings):
    settings.SECOND_STEP = "required"


def test_an_officer_sets_up_the_second_step_before_anything_else(second_step_required, sign_in, officer_person):
    client = sign_in(officer_person)

    assert client.get(reverse("private")).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_an_officer_with_a_second_step_goes_in(second_step_required, sign_in, officer_person):
    TOTP.activate(officer_person.user, "SECRET")

    assert sign_in(officer_person).get(reverse("private")).status_code == 200


def test_a_coordinator_needs_no_second_step(second_step_required, sign_in, coordinator_person):
    assert sign_in(coordinator_person).get(reverse("private")).status_code == 200


def test_an_officer_needs_none_where_it_is_only_offered(settings, sign_in, officer_person):
    settings.SECOND_STEP = "offered"

    assert sign_in(officer_person).get(reverse("private")).status_code == 200


def test_the_frame_around_a_page_costs_five_queries(sign_in, officer_person, django_assert_num_queries):
    client = sign_in(officer_person)

    with django_assert_num_queries(5):  # session, user, person, mandates, the office's name
        client.get(reverse("about"))
