"""Entering acts, correcting them, confirming their dates, and noting what changes what."""

import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from .enums import Effect
from .errors import NearTwin
from .models import Act, Amendment, Issuer
from .queries import leads_to, near_twins
from .rules import can_keep_acts, normal_eli


def _refuse_unless_keeper(by: Actor) -> None:
    if not can_keep_acts(by):
        raise NotAllowed(_("Only the officers of a secretariat keep acts."))


@transaction.atomic
def add_issuer(*, name_sq: str, name_en: str = "", by: Actor, on: datetime.date) -> Issuer:
    _refuse_unless_keeper(by)
    issuer = Issuer(name_sq=name_sq, name_en=name_en)
    check(issuer)
    issuer.save()
    record("issuer.added", by=by, target=issuer, on=on, name=name_sq)
    return issuer


@transaction.atomic
def add_act(
    *,
    type: str,  # noqa: A002  the field's standard word
    issuer: Issuer,
    number: str,
    year: int,
    title_sq: str,
    title_en: str = "",
    dated_on: datetime.date | None = None,
    is_confirmed: bool = False,
    eli: str = "",
    in_force_from: datetime.date | None = None,
    in_force_to: datetime.date | None = None,
    is_another: bool = False,
    by: Actor,
    on: datetime.date,
) -> Act:
    """Enter an act.

    Args:
        dated_on: its date; empty where only its year is known.
        is_another: it is not the act that has the same number and year; without it `NearTwin` is raised.
    """
    _refuse_unless_keeper(by)
    act = Act(
        type=type,
        issuer=issuer,
        number=number.strip(),
        year=year,
        on=dated_on,
        is_confirmed=is_confirmed,
        title_sq=title_sq,
        title_en=title_en,
        eli=normal_eli(eli),
        in_force_from=in_force_from,
        in_force_to=in_force_to,
    )
    check(act)
    if not is_another:
        _refuse_near_twin(act)
    act.save()
    record("act.added", by=by, target=act, on=on, act=str(act))
    _index(act)
    return act


def _refuse_near_twin(act: Act) -> None:
    twin = near_twins(number=act.number, year=act.year).first()
    if twin:
        raise NearTwin(
            _("%(twin)s, issued by %(issuer)s, has the same number and year. If it is another act, say so.")
            % {"twin": twin, "issuer": twin.issuer},
            field="number",
        )


@transaction.atomic
def edit_act(*, act: Act, seen: int, by: Actor, on: datetime.date, **changes: object) -> Act:
    """Correct what stands of an act; its date is `dated_on`. A date that is corrected has to be confirmed anew."""
    _refuse_unless_keeper(by)
    act = claim(act, seen=seen)
    if "dated_on" in changes:
        changes["on"] = changes.pop("dated_on")
        changes["is_confirmed"] = act.is_confirmed and changes["on"] == act.on
    if "eli" in changes:
        changes["eli"] = normal_eli(str(changes["eli"]))
    before = {name: getattr(act, name) for name in changes}
    for name, value in changes.items():
        setattr(act, name, value)
    check(act)
    act.save()
    record(
        "act.edited",
        by=by,
        target=act,
        on=on,
        act=str(act),
        before={name: _said(value) for name, value in before.items() if value != changes[name]},
        after={name: _said(changes[name]) for name, value in before.items() if value != changes[name]},
    )
    _index(act)
    return act


def _said(value: object) -> str:
    return "" if value is None else str(value)


@transaction.atomic
def confirm_act_date(
    *, act: Act, dated_on: datetime.date, seen: int, eli: str | None = None, by: Actor, on: datetime.date
) -> Act:
    """Note that the date was checked at the source. What begins or ends by the act has its day from now on."""
    _refuse_unless_keeper(by)
    act = claim(act, seen=seen)
    if dated_on.year != act.year:
        raise DomainError(
            _("%(act)s is of the year %(year)s. Correct the act first if its year is wrong.")
            % {"act": act, "year": act.year},
            field="dated_on",
        )
    if dated_on > on:
        raise DomainError(_("The date of an act that was issued is not in the future."), field="dated_on")
    act.on, act.is_confirmed = dated_on, True
    if eli is not None:
        act.eli = normal_eli(eli)
    check(act)
    act.save()
    record("act.date_confirmed", by=by, target=act, on=on, act=str(act), day=dated_on.isoformat())
    return act


@transaction.atomic
def amend_act(
    *,
    act: Act,
    amended: Act,
    effect: str = Effect.AMENDS,
    starts_on: datetime.date | None = None,
    articles: str = "",
    by: Actor,
    on: datetime.date,
) -> Amendment:
    """Note that the act changes another one; `starts_on` is empty where that is the day of the act itself."""
    _refuse_unless_keeper(by)
    locked = Act.objects.select_for_update().in_bulk(sorted({act.pk, amended.pk}))
    act, amended = locked[act.pk], locked[amended.pk]
    amendment = Amendment(act=act, amended=amended, effect=effect, on=starts_on, articles=articles)
    check(amendment)
    if leads_to(amended, act):
        raise DomainError(
            _("%(amended)s changes %(act)s already, by itself or through others: the other way round is not possible.")
            % {"amended": amended, "act": act},
            field="amended",
        )
    if act.year < amended.year:
        raise DomainError(
            _("%(act)s is older than %(amended)s: an act changes what was there before it.")
            % {"act": act, "amended": amended},
            field="amended",
        )
    amendment.save()
    record("act.amended", by=by, target=act, on=on, amended=str(amended), effect=effect, articles=articles)
    record("act.amended_by", by=by, target=amended, on=on, act=str(act), effect=effect, articles=articles)
    return amendment


@transaction.atomic
def remove_amendment(*, amendment: Amendment, by: Actor, on: datetime.date) -> None:
    """Take back an amendment that was entered by mistake. The history keeps it."""
    _refuse_unless_keeper(by)
    act, amended = amendment.act, amendment.amended
    record("act.amendment_removed", by=by, target=act, on=on, amended=str(amended), effect=amendment.effect)
    amendment.delete()


def _index(act: Act) -> None:
    with translation.override("sq"):
        title = f"{act} {act.title_sq}"
    with translation.override("en"):
        in_english = f"{act} {act.title_en}"
    search.put(
        kind="act",
        key=str(act.pk),
        title=title,
        text=f"{act.issuer.name_sq} {in_english}",
        scopes=[scopes.SIGNED_IN],
        on=act.on,
    )
