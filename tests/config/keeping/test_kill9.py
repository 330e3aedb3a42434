"""A short run of `make kill9`, and that its questions find what is lost or half-written."""

import pytest
from bench.writing import found_office, half_written, lost, work

from sekretariat.domain.letters.models import Addressee, Letter
from sekretariat.domain.obligations.models import AnswerFile, Obligation
from sekretariat.ground.audit.models import Event
from sekretariat.ground.files import store
from sekretariat.ground.files.models import File

KILLS = 6


@pytest.mark.process
def test_nothing_acknowledged_is_lost_and_nothing_is_half_written_when_writers_are_killed(installation, capsys):
    said = installation.python(f"from bench.kill9 import measure\nassert measure(kills={KILLS}, writers=2, seed=7)")

    assert f"{KILLS} kills" in said
    assert "lost 0, half-written 0" in said
    with capsys.disabled():
        print(f"\n{said.strip()}")


@pytest.fixture
def acks(db, settings, tmp_path) -> list[dict]:
    settings.FILES_ROOT = tmp_path
    found_office()
    working = work(1)
    return [next(working) for _ in range(12)]


def test_whole_work_has_no_fault(acks):
    assert {key for ack in acks for key in ack} == {"letter", "state", "number", "sha256", "answer", "obligation"}
    assert (lost(acks), half_written()) == ([], [])


def test_what_is_gone_is_called_lost(acks, settings):
    incoming = next(ack for ack in acks if ack.get("sha256") and ack.get("letter"))
    path = settings.FILES_ROOT / incoming["sha256"][:2] / incoming["sha256"][2:4] / incoming["sha256"]
    path.write_bytes(b"something else")

    assert [fault.split(" of")[0] for fault in lost(acks)] == ["the upload"]
    assert lost([{"letter": 10**6, "state": "draft", "number": None}, {"answer": 10**6}])
    assert not store.verify(incoming["sha256"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Event.objects.filter(position=0).first().delete(),
        lambda: Event.objects.filter(what="letter.signed").first().delete(),
        lambda: Event.objects.filter(what="obligation.asked").first().delete(),
        lambda: Event.objects.filter(what="file.taken").first().delete(),
        lambda: Addressee.obligations.through.objects.first().delete(),
        lambda: Letter.objects.filter(state="sent").update(state="registered"),
        lambda: Obligation.objects.filter(state="answered").update(state="open", answered_on=None),
        lambda: AnswerFile.objects.first().delete(),
        lambda: File.objects.update(sha256="0" * 64),
    ],
)
def test_what_is_half_written_is_found(acks, spoil):
    spoil()

    assert half_written() != []
