from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "sekretariat.domain"
    label = "domain"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - importing registers; tables must exist before
