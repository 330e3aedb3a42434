"""Builds the demonstration: both seeds, in the order things happened. With --serve, serves it too."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sekretariat.config.demonstration import amvv_cast, cast
from sekretariat.config.demonstration.amvv import build_amvv
from sekretariat.config.demonstration.build import build
from sekretariat.config.demonstration.meetings import build_meetings
from sekretariat.config.demonstration.plans import build_plans
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office

WHO = [
    (cast.OFFICER, "zyrtare e sekretariatit / secretariat officer"),
    (cast.CLERK, "protokoll / protocol clerk"),
    (cast.ADMINISTRATOR, "administrator"),
    (cast.BY_LINK[0].coordinator, "koordinatore e MFE-së / coordinator of the Ministry of Finance"),
    (cast.HEADS["MD"], "titullar, Ministria e Drejtësisë / head, Ministry of Justice"),
    (amvv_cast.OFFICER, "zyrtare e AMVV-së / officer of AMVV, the second office"),
    (amvv_cast.CLERK, "protokolli i AMVV-së / protocol clerk of AMVV"),
    (amvv_cast.ADMINISTRATOR, "administrator i AMVV-së / administrator of AMVV"),
    (amvv_cast.MUNICIPAL, "Bashkia Shkodër / Shkodër Municipality"),
]


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--serve", action="store_true", help="then serve it and start the worker")

    def handle(self, *, serve: bool, **options: Any) -> None:
        call_command("init", stdout=self.stdout)
        if not Office.objects.exists():
            with transaction.atomic():
                build()
                build_amvv()
                build_plans()
                build_meetings()
            self.stdout.write("The demonstration is built: letters 2470, 2783 and 3004 of 2018; AMVV beside it.")
        self._tell_whom()
        if serve:
            self.stdout.flush()
            # In the demonstration nobody has a telephone with codes at hand; the second step may be set up, not must.
            os.environ.setdefault("SEKRETARIAT_SECOND_STEP", "offered")
            call_command("serve", with_worker=True, stdout=self.stdout)

    def _tell_whom(self) -> None:
        self.stdout.write(f"\nSign in at {settings.BASE_URL} with the password {cast.PASSWORD} as:")
        for person, role in WHO:
            self.stdout.write(f"  {person.email:<36} {role}")
        self._print_a_link()

    def _print_a_link(self) -> None:
        """The personal link of an institution that has not answered, as the mail in its mailbox would hold it."""
        owing = Obligation.objects.still_owed().values("pk")
        link = Link.objects.filter(obligation__in=owing, revoked_at=None, expires_at__gt=timezone.now()).first()
        if link:
            path = reverse("links:open", kwargs={"obligation_id": link.obligation_id, "token": token_of(link.nonce)})
            self.stdout.write(f"\nAn unanswered personal link ({link.email}):\n  {settings.BASE_URL}{path}")
        self.stdout.write("")
