from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """An app for the sake of its commands, and of what `/healthz` tells about backups."""

    name = "sekretariat.config"
    label = "config"

    def ready(self) -> None:
        from sekretariat.web.site.health import PARTS  # when all apps are there

        from .keeping.noted import health  # as above

        PARTS["backup"] = health
