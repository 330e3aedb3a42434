"""A whole installation of its own, for tests that start processes: a data folder and a database, gone at the end."""

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from sekretariat.config.cli import main; main()"
SET_UP = "import django; django.setup()\n"
PATIENCE = 60  # seconds


class Installation:
    """Its commands and scripts run in processes of their own, on the kind of database the suite runs on."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "sekretariat.config.settings",
            "SEKRETARIAT_DATA": str(folder),
            "SEKRETARIAT_SECRET_KEY": "only-for-tests-" + "x" * 40,
            "DATABASE_URL": database_url,
        }
        self._running: list[subprocess.Popen[str]] = []

    def run(self, *arguments: str) -> str:
        """Run `sekretariat ...` to its end and return what it printed; a failure shows its output."""
        return self._finish([sys.executable, "-c", COMMAND, *arguments])

    def refusal(self, *arguments: str) -> str:
        """Run `sekretariat ...`, which must fail, and return what it said of it."""
        command = [sys.executable, "-c", COMMAND, *arguments]
        done = subprocess.run(
            command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode, f"{arguments} did not fail:\n{done.stdout}"
        return done.stdout + done.stderr

    def python(self, code: str) -> str:
        """Run a script with Django set up, and return what it printed."""
        return self._finish([sys.executable, "-c", SET_UP + code])

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start `sekretariat ...` and let it run: `stop` or `kill` it, or it is killed at the end of the test."""
        return self._begin([sys.executable, "-c", COMMAND, *arguments])

    def start_python(self, code: str) -> "subprocess.Popen[str]":
        """Start a script with Django set up and let it run."""
        return self._begin([sys.executable, "-c", SET_UP + code])

    def _finish(self, command: list[str]) -> str:
        done = subprocess.run(
            command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        if done.returncode:
            pytest.fail(f"{command[2:]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def _begin(self, command: list[str]) -> "subprocess.Popen[str]":
        process = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self._running.append(process)
        return process

    def close(self) -> None:
        for process in self._running:
            process.kill()
            process.communicate()


def stop(process: "subprocess.Popen[str]") -> int:
    """SIGTERM, as a service manager sends it; returns the exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=PATIENCE)


def _on_postgres() -> bool:
    return urlsplit(settings.DATABASE_URL).scheme.startswith("postgres")


def _url_of(name: str) -> str:
    return urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()


def _execute(statement: sql.Composed) -> None:
    with psycopg.connect(_url_of("postgres"), autocommit=True) as server:
        server.execute(statement)


def _drop(name: str) -> None:
    _execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _made(folder: Path, name: str, *, copy_of: str = "") -> Installation:
    """An installation in the folder; on PostgreSQL with a database of that name, empty or copied from another."""
    if not _on_postgres():
        return Installation(folder, f"sqlite:///{folder / 'sekretariat.sqlite3'}")
    # template1 is what CREATE DATABASE copies by itself.
    names = sql.Identifier(name), sql.Identifier(copy_of or "template1")
    _execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return Installation(folder, _url_of(name))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An empty installation with all its tables, made once a session; each test gets a copy."""
    name = f"template_{uuid.uuid4().hex}"
    made = _made(tmp_path_factory.mktemp("template"), name)
    made.run("manage", "migrate", "--verbosity", "0", "--skip-checks")
    yield made
    if _on_postgres():
        _drop(name)


@pytest.fixture
def installation(template: Installation, tmp_path: Path) -> Iterator[Installation]:
    folder = tmp_path / "data"
    shutil.copytree(template.folder, folder)
    name = f"installation_{uuid.uuid4().hex}"
    made = _made(folder, name, copy_of=urlsplit(template.env["DATABASE_URL"]).path.lstrip("/"))
    yield made
    made.close()
    if _on_postgres():
        _drop(name)


@pytest.fixture
def new_machine(tmp_path: Path) -> Iterator[Installation]:
    """An installation on which nothing was ever started: no table, no file, no key."""
    name = f"new_{uuid.uuid4().hex}"
    made = _made(tmp_path / "new", name)
    del made.env["SEKRETARIAT_SECRET_KEY"]
    yield made
    made.close()
    if _on_postgres():
        _drop(name)
