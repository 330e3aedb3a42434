"""One letter per addressee is made in the background; its page tells how far it is and gives the archive."""

import io
import zipfile

import pytest
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.ground.jobs.enums import JobState
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.services import run
from tests.web.world import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = build_world()
    Letter.objects.filter(pk=world.sent.pk).update(one_per_addressee=True)
    return world


def begin(world, form: str = "docx") -> Job:
    url = reverse(f"letters:{form}", kwargs={"pk": world.sent.pk})
    response = world.client("officer").post(url)
    job = Job.objects.get()
    assert response.headers["Location"] == reverse("jobs:detail", kwargs={"pk": job.pk})
    return job


def test_the_page_says_how_many_documents_there_will_be_and_a_get_begins_none(world):
    page = world.client("officer").get(reverse("letters:docx", kwargs={"pk": world.sent.pk}))

    assert "2" in page.content.decode().partition("<main")[2]
    assert not Job.objects.exists()


def test_a_waiting_job_says_so_and_a_finished_one_gives_a_document_per_addressee(world):
    job = begin(world)
    page = reverse("jobs:detail", kwargs={"pk": job.pk})
    assert "every 2s" in world.client("officer").get(page).content.decode()

    run(job.pk)

    assert "every 2s" not in world.client("officer").get(page).content.decode()
    result = world.client("officer").get(reverse("jobs:result", kwargs={"pk": job.pk}))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(result.streaming_content)))
    assert len(archive.namelist()) == 2
    assert all(name.endswith(".docx") for name in archive.namelist())


def test_a_fragment_is_given_to_who_asks_for_it_alone(world):
    page = reverse("jobs:detail", kwargs={"pk": begin(world).pk})

    fragment = world.client("officer").get(page, headers={"HX-Request": "true"})

    assert "<html" not in fragment.content.decode()
    assert "HX-Request" in fragment.headers["Vary"]


def test_documents_of_a_letter_are_not_made_for_who_lost_the_right_meanwhile(world):
    job = begin(world)
    world.people["officer"].mandates.update(is_stopped=True)

    run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error
