"""Institutions are seen by all who signed in; they and their mandates are kept by officers and administrators."""

from sekretariat.domain.mandates.models import Mandate
from tests.factories import PostFactory, SubordinationFactory

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
KEEPERS = "302 403 403 403 403 403 200 200 200"
OWN_ADMINISTRATOR = "302 403 403 403 403 403 403 200 403"


def an_institution(world) -> dict:
    return {"pk": world.addressed.pk}


def mandate_of(name: str):
    return lambda world: {"pk": Mandate.objects.get(person=world.people[name]).pk}


def a_post(world) -> dict:
    return {"pk": (world.addressed.posts.first() or PostFactory(institution=world.addressed)).pk}


def a_subordination(world) -> dict:
    return {"pk": (world.addressed.superiors.first() or SubordinationFactory(institution=world.addressed)).pk}


ROWS = [
    row("institutions:cabinet", "GET", no_arguments, KEEPERS),
    row("institutions:cabinet", "POST", no_arguments, KEEPERS),
    row("institutions:post_new", "GET", an_institution, KEEPERS),
    row("institutions:post_new", "POST", an_institution, KEEPERS),
    row("institutions:post_edit", "GET", a_post, KEEPERS),
    row("institutions:post_edit", "POST", a_post, KEEPERS),
    row("institutions:post_end", "GET", a_post, KEEPERS),
    row("institutions:post_end", "POST", a_post, KEEPERS),
    row("institutions:post_appoint", "GET", a_post, KEEPERS),
    row("institutions:post_appoint", "POST", a_post, KEEPERS),
    row("institutions:subordinate", "GET", an_institution, KEEPERS),
    row("institutions:subordinate", "POST", an_institution, KEEPERS),
    row("institutions:subordination_end", "GET", a_subordination, KEEPERS),
    row("institutions:subordination_end", "POST", a_subordination, KEEPERS),
    row("institutions:list", "GET", no_arguments, SIGNED_IN),
    row("institutions:detail", "GET", an_institution, SIGNED_IN),
    row("institutions:new", "GET", no_arguments, KEEPERS),
    row("institutions:new", "POST", no_arguments, KEEPERS),
    row("institutions:edit", "GET", an_institution, KEEPERS),
    row("institutions:edit", "POST", an_institution, KEEPERS),
    row("institutions:mandate_begin", "GET", an_institution, KEEPERS),
    row("institutions:mandate_begin", "POST", an_institution, KEEPERS),
    row("institutions:mandate_end", "GET", mandate_of("coordinator"), KEEPERS),
    row("institutions:mandate_end", "POST", mandate_of("coordinator"), KEEPERS),
    # Who works in an office is that office's administrator's to say.
    row("institutions:mandate_end", "GET", mandate_of("clerk"), OWN_ADMINISTRATOR),
    row("institutions:mandate_end", "POST", mandate_of("clerk"), OWN_ADMINISTRATOR),
]
