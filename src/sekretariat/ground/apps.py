from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "sekretariat.ground"
    label = "ground"
