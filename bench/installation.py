"""An installation that is made for a run and thrown away after it."""

import contextlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextlib.contextmanager
def installation_of_its_own(purpose: str) -> Iterator[None]:
    """A data folder, and on PostgreSQL a database, named in the environment as long as they are there."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    with tempfile.TemporaryDirectory(prefix=f"sekretariat-{purpose}-") as folder:
        os.environ |= {"SEKRETARIAT_DATA": folder}
        if not url.scheme.startswith("postgres"):
            yield
            return
        name = f"{purpose}_{uuid.uuid4().hex}"
        os.environ["DATABASE_URL"] = url._replace(path=f"/{name}").geturl()
        with psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            try:
                yield
            finally:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
