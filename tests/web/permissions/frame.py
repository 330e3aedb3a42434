"""Signing in, the site itself, and the style guide."""

from . import no_arguments, row

ALL = "200 200 200 200 200 200 200 200 200"
# Whoever is in already is led on.
ENTRANCE = "200 302 302 302 302 302 302 302 302"
SIGNED_IN = "302 200 200 200 200 200 200 200 200"
# A second step that is not set up yet has nothing to show.
NOTHING_YET = "302 404 404 404 404 404 404 404 404"
LED_ON = "302 302 302 302 302 302 302 302 302"


def a_link(_world) -> dict:
    return {"uidb36": "1", "key": "abc-123"}


ROWS = [
    row("about", "GET", no_arguments, ALL),
    row("language", "POST", no_arguments, LED_ON),
    row("healthz", "GET", no_arguments, ALL),
    row("security_txt", "GET", no_arguments, ALL),
    row("style", "GET", no_arguments, "404 200 200 200 200 200 200 200 200"),
    row("account_login", "GET", no_arguments, ENTRANCE),
    row("account_login", "POST", no_arguments, ENTRANCE),
    row("account_logout", "GET", no_arguments, SIGNED_IN),
    row("account_logout", "POST", no_arguments, LED_ON),
    row("account_inactive", "GET", no_arguments, ALL),
    row("account_reauthenticate", "GET", no_arguments, SIGNED_IN),
    row("account_reauthenticate", "POST", no_arguments, SIGNED_IN),
    row("account_change_password", "GET", no_arguments, SIGNED_IN),
    row("account_change_password", "POST", no_arguments, SIGNED_IN),
    row("account_set_password", "GET", no_arguments, LED_ON),
    row("account_set_password", "POST", no_arguments, LED_ON),
    row("account_reset_password", "GET", no_arguments, ALL),
    row("account_reset_password", "POST", no_arguments, ALL),
    row("account_reset_password_done", "GET", no_arguments, ALL),
    row("account_reset_password_from_key", "GET", a_link, ALL),
    row("account_reset_password_from_key", "POST", a_link, ALL),
    row("account_reset_password_from_key_done", "GET", no_arguments, ALL),
    row("mfa_index", "GET", no_arguments, SIGNED_IN),
    row("mfa_authenticate", "GET", no_arguments, LED_ON),
    row("mfa_authenticate", "POST", no_arguments, LED_ON),
    row("mfa_reauthenticate", "GET", no_arguments, LED_ON),
    row("mfa_reauthenticate", "POST", no_arguments, LED_ON),
    row("mfa_activate_totp", "GET", no_arguments, LED_ON),
    row("mfa_activate_totp", "POST", no_arguments, LED_ON),
    row("mfa_deactivate_totp", "GET", no_arguments, NOTHING_YET),
    row("mfa_deactivate_totp", "POST", no_arguments, NOTHING_YET),
    row("mfa_view_recovery_codes", "GET", no_arguments, NOTHING_YET),
    row("mfa_generate_recovery_codes", "GET", no_arguments, LED_ON),
    row("mfa_generate_recovery_codes", "POST", no_arguments, LED_ON),
    row("mfa_download_recovery_codes", "GET", no_arguments, NOTHING_YET),
]
