from tests.web.world import World

from . import row


def job(world: World) -> dict:
    return {"pk": world.job().pk}


# Only who started a job sees it. Its result is not there before a worker has run it.
ROWS = [
    row("jobs:detail", "GET", job, "302 404 404 404 404 404 200 404 404"),
    row("jobs:result", "GET", job, "302 404 404 404 404 404 404 404 404"),
]
