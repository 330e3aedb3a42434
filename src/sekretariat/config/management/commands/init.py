"""Reference data: counties, municipalities, institutions, acts, bodies, holidays. Runs again without harm."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sekretariat.config.preparing import prepare_database
from sekretariat.config.reference import fill_in
from sekretariat.ground.actors import Channel, system_actor


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, **options: Any) -> None:
        prepare_database()
        filled = fill_in(by=system_actor(Channel.COMMAND), on=timezone.localdate())
        self.stdout.write(
            f"Added: {filled.territories} counties and municipalities, {filled.institutions} central institutions, "
            f"{filled.acts} acts, {filled.amendments} amendments, {filled.bodies} bodies, {filled.holidays} holidays."
        )
