from importlib import import_module

from django.apps import AppConfig

# Rooms whose `tasks.py` registers work with the worker.
WITH_TASKS = ("mandates",)


class DomainConfig(AppConfig):
    name = "sekretariat.domain"
    label = "domain"

    def ready(self) -> None:
        for room in WITH_TASKS:
            import_module(f"{self.name}.{room}.tasks")
