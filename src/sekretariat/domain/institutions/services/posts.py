"""Posts: entered, corrected, ended. Who holds one is a mandate."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, check

from ..models import Institution, Post
from ._editing import refuse_unless_editor


@transaction.atomic
def add_post(
    *,
    institution: Institution,
    kind: str,
    title_sq: str,
    title_en: str = "",
    email: str = "",
    valid_from: datetime.date | None = None,
    by: Actor,
    on: datetime.date,
) -> Post:
    refuse_unless_editor(by)
    post = Post(
        institution=institution, kind=kind, title_sq=title_sq, title_en=title_en, email=email, valid_from=valid_from
    )
    check(post)
    post.save()
    record("post.added", by=by, target=post, on=on, institution_id=institution.pk, title=title_sq)
    return post


@transaction.atomic
def edit_post(*, post: Post, seen: int, by: Actor, on: datetime.date, **changes: object) -> Post:
    """Correct the title, the kind, the e-mail or the first day of a post."""
    refuse_unless_editor(by)
    post = claim(post, seen=seen)
    for name, value in changes.items():
        setattr(post, name, value)
    check(post)
    post.save()
    record("post.edited", by=by, target=post, on=on, institution_id=post.institution_id, title=post.title_sq)
    return post


@transaction.atomic
def close_post(*, post: Post, by: Actor, on: datetime.date) -> Post:
    """The post's last day is `on`. Who holds it is ended by `mandates.services.end_post`."""
    refuse_unless_editor(by)
    post = claim(post, seen=post.revision)
    if post.valid_to is not None:
        raise DomainError(_("This post has ended already."))
    post.valid_to = max(on, post.valid_from) if post.valid_from else on
    check(post)
    post.save()
    record("post.ended", by=by, target=post, on=on, institution_id=post.institution_id, title=post.title_sq)
    return post
