"""`sekretariat urls`: every route with its verbs and permission."""

from django.core.management.base import BaseCommand

from sekretariat.web.routes import Route, all_routes


class Command(BaseCommand):
    help = "Prints every route with its verbs and permission."
    requires_system_checks: list[str] = []

    def handle(self, *_args: object, **_options: object) -> None:
        rows = [columns(route) for route in all_routes()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        self.stdout.write(f"{len(rows)} routes")


def columns(route: Route) -> tuple[str, str, str, str]:
    if route.page is None:
        return route.path, route.name, "?", "not declared"
    return route.path, route.name, " ".join(route.page.verbs), str(route.page.permission.value)
