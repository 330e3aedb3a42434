"""Signing in: which of allauth's pages we offer, and to whom. What is not listed here does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from ..page import PUBLIC, SIGNED_IN, page

form_for_all = page(permission=PUBLIC, verbs=("GET", "POST"))
page_for_all = page(permission=PUBLIC)
own_form = page(permission=SIGNED_IN, verbs=("GET", "POST"), before_second_step=True)
own_page = page(permission=SIGNED_IN, before_second_step=True)

urlpatterns = [
    path("login/", form_for_all(account.login), name="account_login"),
    # Public, because it also leaves a sign-in that stopped before its second step.
    path("logout/", form_for_all(account.logout), name="account_logout"),
    path("inactive/", page_for_all(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", own_form(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own_form(account.password_change), name="account_change_password"),
    path("password/set/", own_form(account.password_set), name="account_set_password"),
    path("password/reset/", form_for_all(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", page_for_all(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        form_for_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        page_for_all(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", own_page(mfa.index), name="mfa_index"),
    path("second-step/authenticate/", form_for_all(mfa.authenticate), name="mfa_authenticate"),
    path("second-step/reauthenticate/", own_form(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/app/activate/", own_form(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/deactivate/", own_form(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-step/codes/", own_page(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-step/codes/generate/", own_form(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("second-step/codes/download/", own_page(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
]
