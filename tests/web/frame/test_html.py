"""Every page of the frame is valid HTML, and nothing on it is styled or scripted inline."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests.web.html import faults_of

from .authenticator import SECRET, log_in_with_code

pytestmark = pytest.mark.django_db

PUBLIC_PAGES = (
    "about",
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
OWN_PAGES = (
    "style",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
)
INLINE = re.compile(r'<style|\sstyle="|\son\w+="|<script(?! src=)|javascript:')


def page_of(client: Client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def insider(coordinator_person) -> Client:
    """Signed in by both steps a moment ago."""
    client = Client()
    TOTP.activate(coordinator_person.user, SECRET)
    RecoveryCodes.activate(coordinator_person.user)
    log_in_with_code(client, coordinator_person.user.email)
    return client


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_public_page_is_valid(client, name, language):
    client.cookies["language"] = language

    page = page_of(client, name)

    assert (faults_of(page), INLINE.findall(page)) == ([], [])


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_page_of_ones_own_is_valid(insider, name):
    page = page_of(insider, name)

    assert (faults_of(page), INLINE.findall(page)) == ([], [])


def test_a_form_with_mistakes_is_valid(client):
    page = client.post(reverse("account_login"), {"login": "gabim"}).content.decode()

    assert faults_of(page) == []
    assert 'aria-invalid="true"' in page
    assert 'href="#id_login"' in page


def test_an_error_page_is_valid(client):
    assert faults_of(client.get("/nuk-ka/").content.decode()) == []
