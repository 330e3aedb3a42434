from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sekretariat.web"
    label = "web"

    def ready(self) -> None:
        from sekretariat.ground.mail.fillers import register_filler  # when all apps are there

        from .accounts import mail, trail  # noqa: F401 - connects the receivers
        from .links.mail import link_address  # as above
        from .meetings.inviting.mail import invitation_address  # as above
        from .meetings.record.mail import record_address  # as above

        register_filler("password", mail.password_link)
        register_filler("link", link_address)
        register_filler("invitation", invitation_address)
        register_filler("meeting_record", record_address)
