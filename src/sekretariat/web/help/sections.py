"""Which section of the manual helps with which page, and whose manual a reader is given."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from sekretariat.ground.actors import Actor, Role

from .manuals import NAMES, read_manual

# Route -> section. A manual that has no such section is opened at its beginning.
SECTIONS: Mapping[str, str] = {
    "duties:list": "duties",
    "duties:mine": "duties",
    "duties:detail": "duty",
    "duties:file": "duty",
    "duties:record": "record",
    "duties:drop": "record",
    "duties:grid": "grid",
    "duties:decide": "decide",
    "duties:withdraw_links": "links",
    "links:open": "by-link",
    "links:file": "by-link",
    "letters:list": "letters",
    "letters:detail": "board",
    "letters:file": "board",
    "letters:new": "write",
    "letters:edit": "write",
    "letters:enclose": "enclose",
    "letters:remove_enclosure": "enclose",
    "letters:docx": "documents",
    "letters:pdf": "documents",
    "jobs:detail": "documents",
    "jobs:result": "documents",
    "letters:sign": "sign",
    "letters:register": "register",
    "letters:scan": "scan",
    "letters:send": "send",
    "letters:mail": "mail",
    "letters:receipt": "receipt",
    "letters:incoming": "incoming",
    "letters:assign": "assign",
    "letters:close": "close",
    "letters:register_report": "register-check",
    "bodies:list": "mechanisms",
    "bodies:detail": "mechanisms",
    "institutions:list": "institutions",
    "institutions:detail": "institutions",
    "institutions:new": "institutions-keep",
    "institutions:edit": "institutions-keep",
    "institutions:mandate_begin": "mandates",
    "institutions:mandate_end": "mandates",
    "directory:list": "directory",
    "directory:missing": "directory",
    "directory:paste": "directory-paste",
    "search:find": "search",
    "trail:row": "history",
    "office:settings": "office",
    "office:template": "template",
    "office:template_file": "template",
    "office:usual_template": "template",
    "office:preview": "template",
    "office:people": "people",
    "office:end": "people",
    "office:mail": "outgoing",
    "office:mail_decide": "outgoing",
    "office:holidays": "holidays",
    "setup:first": "first-day",
    "account_login": "sign-in",
    "account_reset_password": "sign-in",
    "account_reset_password_done": "sign-in",
    "account_reset_password_from_key": "sign-in",
    "account_change_password": "sign-in",
    "account_inactive": "trouble",
    "mfa_index": "second-step",
    "mfa_authenticate": "second-step",
    "mfa_activate_totp": "second-step",
    "mfa_deactivate_totp": "second-step",
    "mfa_view_recovery_codes": "second-step",
    "mfa_generate_recovery_codes": "second-step",
}
MANUALS: Mapping[Role, str] = {
    Role.OFFICER: "officer",
    Role.CLERK: "clerk",
    Role.ADMINISTRATOR: "administrator",
}
# Everybody else answers to an office, if he does anything here; a coordinator may come by a link, without a sign-in.
OTHERWISE = "coordinator"


def manuals_of(actor: Actor) -> Sequence[str]:
    """The manuals of what the actor does here, those of an office first; never none."""
    own = {MANUALS.get(capacity.role, OTHERWISE) for capacity in actor.capacities} or {OTHERWISE}
    return [name for name in NAMES if name in own]


def help_address(route: str, actor: Actor) -> str:
    """Where the manual helps with the page of the route."""
    section = SECTIONS.get(route, "")
    for name in manuals_of(actor):
        if read_manual(name, "sq").has(section):
            return f"{reverse('help:manual', args=[name])}#{section}"
    return reverse("help:own")
