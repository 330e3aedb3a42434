from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import system_actor
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.services import enqueue

from . import no_arguments, row

# The mail is for all who see the letters; the other pages for officers and the administrator.
READ = "302 403 403 403 403 403 200 200 200"
CHANGE = "302 403 403 403 403 403 403 200 403"


def a_role(world) -> dict:
    return {"pk": Mandate.objects.get(person=world.people["clerk"]).pk}


def a_mail(world) -> dict:
    mail = enqueue(
        to_address="zyra@mfe.al", to_name="MFE", subject="x", text="x", by=system_actor(), office_id=world.office.pk
    )
    Outbox.objects.filter(pk=mail.pk).update(state="in_doubt")
    return {"pk": mail.pk}


ROWS = [
    row("office:settings", "GET", no_arguments, "302 403 403 403 403 302 200 200 200"),
    row("office:settings", "POST", no_arguments, CHANGE),
    row("office:template", "GET", no_arguments, READ),
    row("office:template", "POST", no_arguments, CHANGE),
    row("office:template_file", "GET", no_arguments, READ),
    row("office:usual_template", "GET", no_arguments, READ),
    row("office:preview", "GET", no_arguments, "302 403 403 403 403 403 200 200 404"),
    row("office:people", "GET", no_arguments, READ),
    row("office:people", "POST", no_arguments, CHANGE),
    row("office:end", "GET", a_role, "302 403 403 403 403 403 403 200 404"),
    row("office:end", "POST", a_role, "302 403 403 403 403 403 403 200 404"),
    row("office:mail", "GET", no_arguments, "302 403 403 403 403 200 200 200 200"),
    row(
        "office:mail_decide",
        "POST",
        a_mail,
        "302 403 403 403 403 302 302 403 404",
        lambda world: {"decision": "again"},
    ),
    row("office:holidays", "GET", no_arguments, READ),
    row("office:holidays", "POST", no_arguments, CHANGE),
]
