"""`sekretariat worker`: sends mail and does work in the background."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from sekretariat.ground.jobs import worker


class Command(BaseCommand):
    help = "Sends mail and does work in the background, until it is stopped."
    # It serves no pages; the web server checks them at its own start.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once: bool, **options: object) -> None:
        if once:
            worker.work_until_idle()
        else:
            worker.work_until_stopped()
