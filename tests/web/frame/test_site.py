"""Language, health, help and security.txt."""

import datetime
import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sekretariat.ground.audit.models import Event

pytestmark = pytest.mark.django_db


def database_is_gone(*_args):
    raise OperationalError("could not connect to server at 10.0.0.1")


def test_the_language_is_remembered_in_the_browser_and_leads_back(client):
    response = client.post(reverse("language"), {"language": "en", "next": "/about/?a=1"})

    assert (response.status_code, response.url) == (302, "/about/?a=1")
    assert '<html lang="en">' in client.get(reverse("about")).content.decode()


def test_the_language_of_who_is_signed_in_is_kept_with_a_trace(sign_in, coordinator_person):
    client = sign_in(coordinator_person)

    for _ in range(2):
        client.post(reverse("language"), {"language": "en"})

    coordinator_person.user.refresh_from_db()
    assert coordinator_person.user.language == "en"
    assert Event.objects.filter(what="user.language_chosen").count() == 1


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_changing_the_language_never_leads_away(client, next_):
    assert client.post(reverse("language"), {"language": "en", "next": next_}).url == "/"


def test_a_language_we_do_not_have_changes_nothing(client):
    client.post(reverse("language"), {"language": "de"})

    assert "language" not in client.cookies


def test_health_is_told_without_names(client):
    report = client.get(reverse("healthz")).json()

    assert report["healthy"] is True
    assert report["database"] == {"ok": True, "kind": connection.vendor}
    assert report["worker"] == {"ok": False, "silent_seconds": None, "jobs_waiting": 0}
    assert set(report["mail"]) == {"ok", "waiting", "waiting_seconds", "refused", "in_doubt"}


def test_health_without_storage_is_503_and_names_only_the_kind_of_fault(settings, client, tmp_path):
    (tmp_path / "file").touch()
    settings.FILES_ROOT = tmp_path / "file" / "files"

    response = client.get(reverse("healthz"))

    assert response.status_code == 503
    assert response.json()["storage"] == {"ok": False, "fault": "NotADirectoryError"}


def test_health_without_database_is_503_and_gives_nothing_away(client):
    with connection.execute_wrapper(database_is_gone):
        response = client.get(reverse("healthz"))

    assert response.status_code == 503
    assert response.json()["database"] == {"ok": False, "fault": "OperationalError"}
    assert "10.0.0.1" not in response.content.decode()


def test_a_page_of_who_is_signed_in_tells_that_the_database_is_gone(sign_in, coordinator_person):
    client = sign_in(coordinator_person, raise_request_exception=False)

    with connection.execute_wrapper(database_is_gone):
        response = client.get(reverse("mfa_index"))

    assert response.status_code == 503
    assert "10.0.0.1" not in response.content.decode()


def test_security_txt_names_a_contact_and_has_not_expired(client):
    text = client.get(reverse("security_txt")).content.decode()

    expires = datetime.datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
    assert text.startswith("Contact: ")
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_help_page_is_open_to_all(method):
    assert getattr(Client(), method)(reverse("about")).status_code == 200
