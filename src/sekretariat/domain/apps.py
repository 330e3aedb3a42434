from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "sekretariat.domain"
    label = "domain"
