"""How fast the pages are: through the real server, signed in, in turns with what could not be faster.

    python -m bench.run [--scale 1 | --measures 7500] [--seed 1] [--rounds 40] [--seconds 10] [--here]

Makes an installation for itself, on the server of DATABASE_URL or on SQLite, fills it (`generate.py`), and throws it
away; with --here it takes the one that the environment names and fills it where it holds no plans. The server listens
on 127.0.0.1 alone. Every round asks for each page once, and in turns for the empty page and the page's own SQL: the
ratio between them holds on any machine, the milliseconds only on this one, at this moment.
"""

import argparse
import contextlib
import importlib
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.browser import Browser, token_in
from bench.generate import PLANS, generate, plans_for, prepare
from bench.installation import installation_of_its_own

CONNECTIONS = 8


@dataclass
class Timed:
    """Seconds of one page over the rounds, and of what it is held against."""

    case: Any
    statements: list
    queries: int
    page: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def limit(self) -> float:
        return statistics.median(self.empty) + statistics.median(self.bare)

    @property
    def ratio(self) -> float:
        return statistics.median(self.page) / self.limit


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = action()
    return time.perf_counter() - began, done


def asked(browser: Browser, path: str, marker: str) -> tuple[float, int]:
    seconds, answer = timed(lambda: browser.get(path))
    if answer.status != 200 or marker not in answer.text:
        sys.exit(f"{path}: {answer.status}, without {marker!r}")
    return seconds, len(answer.body)


def sent(browser: Browser, case: Any) -> tuple[float, int]:
    """The form is fetched before the clock starts, its sending alone is timed."""
    token = token_in(browser.get(case.path))
    seconds, answer = timed(lambda: browser.post(case.path, case.values | {"csrfmiddlewaretoken": token}))
    if answer.status != 302:
        sys.exit(f"{case.path}: {answer.status} instead of going on to what was made")
    return seconds, len(answer.body)


class Bench:
    def __init__(self, browser: Browser, user: Any) -> None:
        self.yardstick = importlib.import_module("bench.yardstick")
        self.wsgi = importlib.import_module("bench.wsgi")
        self.cases = importlib.import_module("bench.cases")
        self.browser, self.user = browser, user

    def heard(self, only: str) -> list[Timed]:
        ear = self.yardstick.Heard(self.user, self.wsgi.EMPTY)
        found = []
        for case in self.cases.cases(self.user):
            if only not in case.name:
                continue
            if case.is_writing:
                sent(self.browser, case)  # what only a first time writes is written
            statements = ear.statements(case.path, case.values)
            found.append(Timed(case=case, statements=ear.own(statements), queries=len(statements)))
        return found

    def one_round(self, pages: list[Timed]) -> None:
        for page in pages:
            case = page.case
            seconds, page.size = (
                sent(self.browser, case) if case.is_writing else asked(self.browser, case.path, case.marker)
            )
            page.page.append(seconds)
            page.empty.append(asked(self.browser, self.wsgi.EMPTY, self.wsgi.MARKER)[0])
            bare = (
                self.yardstick.replay_writing(page.statements, self.user, self.cases.clear_created)
                if case.is_writing
                else self.yardstick.replay(page.statements)
            )
            page.bare.append(bare)


def all_as_csv(bench: Bench, rows: Any, rounds: int) -> list[Timed]:
    """In rounds of its own, since it takes as long as all the others together."""
    office = bench.user.person.mandates.get().institution_id
    with rows.everything_in_one_plan(office) as plan:
        if (case := bench.cases.csv_case(plan)) is None:
            return []
        ear = bench.yardstick.Heard(bench.user, bench.wsgi.EMPTY)
        statements = ear.statements(case.path)
        page = Timed(case=case, statements=ear.own(statements), queries=len(statements))
        for _ in range(max(3, rounds // 4)):
            seconds, page.size = asked(bench.browser, case.path, case.marker)
            page.page.append(seconds)
            page.empty.append(asked(bench.browser, bench.wsgi.EMPTY, bench.wsgi.MARKER)[0])
            page.bare.append(bench.yardstick.copy_out([one for one in page.statements if one.sql.startswith("SELECT")]))
        return [page]


def at_once(browser: Browser, case: Any, *, seconds: float, server: Any) -> tuple[float, float]:
    """Requests a second over several connections, and the server's memory at the end of it, in megabytes."""
    end, counts = time.monotonic() + seconds, []

    def work() -> None:
        twin, count = browser.twin(), 0
        while time.monotonic() < end:
            asked(twin, case.path, case.marker)
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    time.sleep(max(0, end - time.monotonic() - 0.5))
    memory = server.memory()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds, memory


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def table(pages: list[Timed]) -> str:
    lines = [
        "| page | p50 ms | p95 ms | queries | kB | limit ms | times the limit | goal | against peers (goal) |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for page in pages:
        p50 = statistics.median(page.page)
        p95 = sorted(page.page)[int(0.95 * (len(page.page) - 1))]
        peers = ", ".join(f"{who} {ms / p50 / 1000:.0f}× ({goal:g}×)" for who, ms, goal in page.case.peers)
        lines.append(
            f"| {page.case.name} | {milliseconds(p50)} | {milliseconds(p95)} | {page.queries} | {page.size / 1000:.0f} "
            f"| {milliseconds(page.limit)} | {page.ratio:.1f}× | ≤ {page.case.limit:g}× | {peers} |"
        )
    return "\n".join(lines)


def run(*, plans: int, seed: int, rounds: int, seconds: float, only: str) -> None:
    prepare()
    importlib.import_module("sekretariat.config.preparing").prepare_database()
    rows = importlib.import_module("bench.rows")
    if not rows.holds_plans():
        generate(plans=plans, seed=seed)
    importlib.import_module("bench.wsgi")
    user = importlib.import_module("sekretariat.accounts.models").User.objects.get(email=rows.EMAIL.format(0))
    with importlib.import_module("bench.server").serving() as server:
        browser = Browser(server.port)
        browser.sign_in(user.email, rows.PASSWORD)
        bench = Bench(browser, user)
        pages = bench.heard(only)
        for _ in range(3):
            bench.one_round(pages)
        for page in pages:
            page.page, page.empty, page.bare = [], [], []
        for _ in range(rounds):
            bench.one_round(pages)
        bench.cases.remove_created()
        if not only:
            pages += all_as_csv(bench, rows, rounds)
        print(table(pages))
        rate, memory = at_once(browser, pages[0].case, seconds=seconds, server=server)
        print(
            f"\n{pages[0].case.name}: {rate:.0f} requests/s at {CONNECTIONS}; memory of 2 workers {memory:.0f} MB (PSS)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, choices=sorted(PLANS), default=1)
    parser.add_argument("--measures", type=int, help="how many measures, in plans of 500 (7500: the real size)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=10, help="how long eight connections ask at once")
    parser.add_argument("--here", action="store_true", help="in the installation that the environment names")
    parser.add_argument("--only", default="", help="the pages whose name holds this")
    options = parser.parse_args()
    os.environ.setdefault("SEKRETARIAT_SECOND_STEP", "offered")
    with contextlib.nullcontext() if options.here else installation_of_its_own("bench"):
        run(
            plans=plans_for(options.scale, options.measures),
            seed=options.seed,
            rounds=options.rounds,
            seconds=options.seconds,
            only=options.only,
        )


if __name__ == "__main__":
    main()
