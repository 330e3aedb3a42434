from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "sekretariat.ground"
    label = "ground"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - importing registers; tables must exist before
