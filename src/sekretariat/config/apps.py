from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """An app for the sake of its commands alone."""

    name = "sekretariat.config"
    label = "config"
