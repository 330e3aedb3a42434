"""Who acts in a background job: the person who started it, with the mandates of the day it runs."""

from django.utils import timezone

from sekretariat.domain.institutions.models import Person
from sekretariat.ground.actors import ANONYMOUS, Actor, Channel
from sekretariat.ground.jobs.registry import StoredActor, register_actor_maker

from .queries import actor_of_person


def actor_of_job(stored: StoredActor) -> Actor:
    """The actor re-made; somebody whose mandates have ended meanwhile has no rights left."""
    person = Person.objects.filter(pk=stored.person_id).first() if stored.person_id else None
    if person is None:
        return ANONYMOUS
    return actor_of_person(person, language=stored.language, channel=Channel.JOB, on=timezone.localdate())


register_actor_maker(actor_of_job)
