"""Kill -9 while people write: nothing that was acknowledged is lost, and nothing is there by half.

    python -m bench.kill9 [--kills 50] [--writers 2] [--seed 1] [--here]

Makes an installation for itself, on the server of DATABASE_URL or on SQLite, and throws it away; with --here it takes
the one that the environment names, which must be new. Each round starts writers as processes of their own, kills them
with SIGKILL at a random moment in their work, and looks at the database from another process, as the server would after
its restart. Ends with 1 where anything is lost or half-written.
"""

import argparse
import contextlib
import importlib
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import django
from django.db import connection

from bench.installation import installation_of_its_own

PATIENCE = 60  # seconds


def in_a_process(function: Callable[[int], None]) -> tuple[int, int]:
    """Run it in a child with the end of a pipe to write to; returns the child and the end to read from.

    A fork, so that a round takes no second to begin: this process itself never speaks to the database.
    """
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        return child, reading
    os.close(reading)
    try:
        function(writing)
    except BaseException as error:  # the child must not run on into its parent's code
        os.write(writing, f"{json.dumps({'error': repr(error)})}\n".encode())
        os._exit(1)
    os._exit(0)


def all_of(reading: int, heard: bytes = b"") -> list[dict]:
    """What the child said until it ended. A line that a kill cut off was never heard whole, so it does not count."""
    with os.fdopen(reading, "rb") as pipe:
        lines = (heard + pipe.read()).splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def listen(pipes: list[int], *, lines: int) -> dict[int, bytes]:
    """Wait until that many lines were heard from all of them together."""
    heard = dict.fromkeys(pipes, b"")
    end = time.monotonic() + PATIENCE
    while sum(text.count(b"\n") for text in heard.values()) < lines and time.monotonic() < end:
        for pipe in select.select(pipes, [], [], 1)[0]:
            heard[pipe] += os.read(pipe, 65_536)
    return heard


def say(pipe: int, what: object) -> None:
    os.write(pipe, f"{json.dumps(what)}\n".encode())


def write(seed: int) -> Callable[[int], None]:
    def writer(pipe: int) -> None:
        from bench.writing import work  # models, after the set-up

        for ack in work(seed):
            say(pipe, ack)

    return writer


def look(acks: list[dict]) -> Callable[[int], None]:
    def looker(pipe: int) -> None:
        from bench.writing import figures, half_written, lost  # models, after the set-up

        say(pipe, {"lost": lost(acks), "half": half_written(), "figures": figures(), "database": connection.vendor})

    return looker


def prepare(_pipe: int) -> None:
    from bench.writing import found_office  # models, after the set-up
    from sekretariat.config.preparing import prepare_database  # as above

    prepare_database()
    found_office()


@dataclass
class Tally:
    kills: int = 0
    acknowledged: int = 0
    uploads: int = 0
    silent: int = 0  # writers that were killed before they acknowledged anything
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    figures: str = ""
    database: str = ""


def one_round(tally: Tally, acks: list[dict], *, writers: int, chance: random.Random) -> None:
    started = [in_a_process(write(chance.randrange(10**9))) for _ in range(writers)]
    # After some writes and at no moment in particular of the next one.
    said = listen([reading for _, reading in started], lines=chance.randint(1, 16))
    time.sleep(chance.uniform(0, 0.05))
    for child, _ in started:
        os.kill(child, signal.SIGKILL)
    for child, reading in started:
        os.waitpid(child, 0)
        heard = all_of(reading, said[reading])
        if errors := [ack["error"] for ack in heard if "error" in ack]:
            sys.exit(f"A writer failed by itself: {errors}")
        tally.kills += 1
        tally.silent += not heard
        acks.extend(heard)


def check(tally: Tally, acks: list[dict]) -> None:
    child, reading = in_a_process(look(acks))
    [found] = all_of(reading)
    os.waitpid(child, 0)
    if "error" in found:
        sys.exit(f"The check failed: {found['error']}")
    tally.lost += found["lost"]
    tally.half += found["half"]
    tally.figures, tally.database = found["figures"], found["database"]


def run(*, kills: int, writers: int, seed: int) -> Tally:
    chance, tally = random.Random(seed), Tally()  # noqa: S311
    child, reading = in_a_process(prepare)
    if said := all_of(reading):
        sys.exit(f"The installation could not be prepared: {said}")
    os.waitpid(child, 0)
    acks: list[dict] = []
    while tally.kills < kills and not (tally.lost or tally.half):
        one_round(tally, acks, writers=min(writers, kills - tally.kills), chance=chance)
        check(tally, acks)
    tally.acknowledged = len(acks)
    tally.uploads = sum("sha256" in ack for ack in acks)
    return tally


def measure(*, kills: int, writers: int, seed: int) -> bool:
    """Run it and print the figures. True where nothing is lost and nothing half-written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sekretariat.config.settings")
    django.setup()
    importlib.import_module("bench.writing")  # once, for all the children
    began = time.monotonic()
    tally = run(kills=kills, writers=writers, seed=seed)
    print(
        f"{tally.database}: {tally.kills} kills in {time.monotonic() - began:.0f} s; {tally.acknowledged} writes "
        f"acknowledged ({tally.uploads} with an upload), {tally.silent} writers killed before their first; "
        f"lost {len(tally.lost)}, half-written {len(tally.half)}. It holds {tally.figures}."
    )
    for fault in [*tally.lost, *tally.half][:20]:
        print(f"  {fault}")
    return not (tally.lost or tally.half)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--here", action="store_true", help="in the installation that the environment names")
    options = parser.parse_args()
    where = contextlib.nullcontext() if options.here else installation_of_its_own("kill9")
    with where:
        is_whole = measure(kills=options.kills, writers=options.writers, seed=options.seed)
    sys.exit(not is_whole)


if __name__ == "__main__":
    main()
