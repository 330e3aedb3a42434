"""Workers as processes against a real server: at once, and killed in the middle. No mail is lost, none goes out twice
by itself, and what is doubtful is shown as such."""

import json
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.installation import Installation, stop

from .postbox import Postbox

pytestmark = pytest.mark.process

COUNT = 30

QUEUE = f"""
from sekretariat.ground.actors import system_actor
from sekretariat.ground.mail.services import enqueue
for number in range({COUNT}):
    enqueue(
        to_address=f"k{{number}}@institucion.gov.al", to_name=f"Koordinatori {{number}}",
        subject="Shkresë", text="Përgjigjuni.", by=system_actor(),
    )
"""
OUTBOX = """
import json
from sekretariat.ground.models import Outbox
print(json.dumps(dict(Outbox.objects.values_list("message_id", "state"))))
"""


@pytest.fixture
def slow_postbox(installation: Installation):
    box = Postbox()
    box.seconds_per_mail = 0.1
    box.open()
    installation.env |= {
        "SEKRETARIAT_SMTP_HOST": "127.0.0.1",
        "SEKRETARIAT_SMTP_PORT": str(box.port),
        "SEKRETARIAT_SMTP_TIMEOUT": "1",
    }
    installation.python(QUEUE)
    yield box
    box.close()


def outbox(installation: Installation) -> dict[str, str]:
    """The state of each mail, by its Message-ID."""
    states: dict[str, str] = json.loads(installation.python(OUTBOX))
    return states


def wait_for(what: Callable[[], object], *, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_two_drains_at_once_send_each_mail_once(installation, slow_postbox):
    drains = [installation.start("mail") for _ in range(2)]
    printed = [drain.communicate(timeout=60)[0] for drain in drains]

    sent = [int(line.split(",")[0].removeprefix("sent ")) for line in printed]
    assert sum(sent) == COUNT
    assert min(sent) > 0, "both had a share"
    assert slow_postbox.copies() == dict.fromkeys(outbox(installation), 1)


def test_mails_survive_workers_that_are_killed_in_the_middle(installation, slow_postbox):
    for enough in (3, 6, 9):
        worker = installation.start("worker")
        wait_for(lambda enough=enough: len(slow_postbox.taken) >= enough)
        worker.kill()
        worker.wait()
    last = installation.start("worker")
    wait_for(lambda: not {"waiting", "sending"} & set(outbox(installation).values()))
    stop(last)

    states, copies = outbox(installation), slow_postbox.copies()
    assert len(states) == COUNT
    assert set(states.values()) <= {"sent", "in_doubt"}
    assert {message_id for message_id, state in states.items() if state == "sent"} <= set(copies)
    assert set(copies.values()) == {1}
    assert Counter(states.values())["in_doubt"] <= 3, "one mail at a time is in a worker's hands"


def test_a_worker_asked_to_stop_finishes_the_mail_in_hand(installation, slow_postbox):
    worker = installation.start("worker")
    wait_for(lambda: len(slow_postbox.taken) >= 3)

    code = stop(worker)

    states = Counter(outbox(installation).values())
    assert code == 0
    assert set(states) == {"sent", "waiting"}
    assert states["sent"] == len(slow_postbox.taken) < COUNT
