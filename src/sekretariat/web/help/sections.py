"""Which section of the manual helps with which page, and whose manual a reader is given."""

from collections.abc import Mapping, Sequence
from itertools import product

from django.urls import reverse

from sekretariat.ground.actors import Actor, Role

from .manuals import NAMES, read_manual

# Route -> its section; where manuals differ several, of which the first that the reader's manual has is meant.
SECTIONS: Mapping[str, str] = {
    "duties:list": "duties",
    "duties:mine": "duties",
    "duties:detail": "duty answer duties",
    "duties:file": "duty answer duties",
    "duties:record": "record",
    "duties:drop": "record",
    "duties:grid": "grid",
    "duties:decide": "decide",
    "duties:withdraw_links": "links",
    "duties:extend": "extend",
    "duties:contact": "call",
    "duties:escalate": "escalate",
    "letters:remind": "remind",
    "letters:escalate": "escalate",
    "monday:week": "monday",
    "calendars:list": "calendar monday",
    "calendars:open": "calendar monday",
    "calendars:renew": "calendar monday",
    "calendars:close": "calendar monday",
    "links:open": "by-link",
    "links:file": "by-link",
    "letters:list": "letters",
    "letters:detail": "board letters",
    "letters:file": "board letters",
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
    "letters:register_report": "register-check letters",
    "bodies:list": "mechanisms institutions letters",
    "bodies:detail": "mechanisms institutions letters",
    "bodies:members": "mechanisms institutions letters",
    "bodies:competence": "competence mechanisms institutions letters",
    "bodies:new": "bodies-keep",
    "bodies:edit": "bodies-keep",
    "bodies:base": "bodies-keep",
    "bodies:remove_base": "bodies-keep",
    "bodies:new_seat": "bodies-keep",
    "bodies:end_seat": "bodies-keep",
    "acts:list": "acts mechanisms institutions",
    "acts:detail": "acts mechanisms institutions",
    "acts:find": "acts mechanisms institutions",
    "acts:affected": "acts-keep mechanisms institutions",
    "acts:new": "acts-keep",
    "acts:edit": "acts-keep",
    "acts:confirm": "acts-keep",
    "acts:amend": "acts-keep",
    "acts:remove_amendment": "acts-keep",
    "plans:list": "plans",
    "plans:detail": "plans",
    "plans:node": "plans",
    "plans:measure": "plans",
    "plans:indicator": "plans",
    "plans:costs": "plan-costs own-measures",
    "plans:mine": "own-measures",
    "institutions:list": "institutions institutions-keep",
    "institutions:detail": "institutions institutions-keep",
    "institutions:new": "institutions-keep",
    "institutions:edit": "institutions-keep",
    "institutions:mandate_begin": "mandates",
    "institutions:mandate_end": "mandates",
    "institutions:cabinet": "cabinet",
    "institutions:post_new": "posts",
    "institutions:post_edit": "posts",
    "institutions:post_end": "posts",
    "institutions:post_appoint": "posts",
    "institutions:subordinate": "posts",
    "institutions:subordination_end": "posts",
    "continuity:orphans": "orphans duties",
    "continuity:reorganise": "reorganisation",
    "continuity:successor": "reorganisation",
    "continuity:hand_over": "hand-over",
    "continuity:handed_over": "hand-over",
    "continuity:folder": "hand-over",
    "continuity:person": "person-data",
    "continuity:person_data": "person-data",
    "continuity:erase": "person-data",
    "directory:list": "directory institutions",
    "directory:missing": "directory institutions",
    "directory:paste": "directory-paste directory",
    "directory:export": "directory institutions",
    "directory:missing_export": "directory institutions",
    "directory:upload": "directory-file directory",
    "directory:empty_list": "directory-file directory",
    "directory:contacts": "contact-log",
    "directory:contact_note": "contact-log",
    "directory:mails": "group-mail",
    "directory:mail_write": "group-mail",
    "directory:mail": "group-mail",
    "search:find": "search institutions letters",
    "trail:row": "history",
    "trail:day": "day-by-day",
    "trail:person": "day-by-day",
    "office:settings": "office outgoing",
    "office:template": "template office",
    "office:template_file": "template office",
    "office:usual_template": "template office",
    "office:preview": "template office",
    "office:people": "people office",
    "office:end": "people office",
    "office:mail": "outgoing",
    "office:mail_decide": "outgoing",
    "office:holidays": "holidays office",
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
    for name, section in product(manuals_of(actor), SECTIONS.get(route, "").split()):
        if read_manual(name, "sq").has(section):
            return f"{reverse('help:manual', args=[name])}#{section}"
    return reverse("help:own")
