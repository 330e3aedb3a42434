from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sekretariat.accounts"
    label = "accounts"
