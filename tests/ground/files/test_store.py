import datetime
import errno
import hashlib
import io
import os
import signal
import stat
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.ground.files import store

LETTER = "Shkresa nr. 2470 prot., datë 21.05.2018".encode()
LETTER_SHA256 = hashlib.sha256(LETTER).hexdigest()

WRITER = """
import io, itertools, pathlib, sys
from django.conf import settings
settings.configure(FILES_ROOT=pathlib.Path(sys.argv[1]))
from sekretariat.ground.files import store
for number in itertools.count():
    print(store.put(io.BytesIO(b"%d " % number * 200_000))[0], flush=True)
"""


class FailingStream(io.BytesIO):
    """A sender who breaks off after the first piece, with the given error."""

    def read(self, size=-1):
        if self.tell():
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().read(10)


def put(content: bytes) -> str:
    return store.put(io.BytesIO(content))[0]


def everything_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(content=st.binary(max_size=3 * 1024))
def test_put_returns_hash_and_size_and_open_returns_the_content(content):
    sha256, size = store.put(io.BytesIO(content))

    with store.open(sha256) as kept:
        assert kept.read() == content
    assert (sha256, size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert store.verify(sha256)


def test_a_content_larger_than_one_chunk_is_whole():
    content = os.urandom(store.CHUNK * 2 + 17)

    assert store.verify(put(content))
    assert store.put(io.BytesIO(content))[1] == len(content)


def test_a_content_lies_under_its_hash_in_two_levels_of_folders(root):
    put(LETTER)

    assert everything_in(root) == [root / LETTER_SHA256[:2] / LETTER_SHA256[2:4] / LETTER_SHA256]


def test_files_and_folders_are_for_their_owner_alone_whatever_the_umask(root):
    before = os.umask(0)
    try:
        put(LETTER)
    finally:
        os.umask(before)

    assert {stat.S_IMODE(p.stat().st_mode) for p in everything_in(root)} == {0o600}
    assert {stat.S_IMODE(p.stat().st_mode) for p in [root, *root.rglob("*")] if p.is_dir()} == {0o700}


def test_a_content_that_is_there_is_not_written_again(root):
    put(LETTER)
    [kept] = everything_in(root)
    before = kept.stat()

    put(LETTER)

    assert everything_in(root) == [kept]
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_content_cut_short_on_the_disk_is_mended_by_the_next_put(root):
    put(LETTER)
    [kept] = everything_in(root)
    kept.write_bytes(LETTER[:10])

    put(LETTER)

    assert store.verify(LETTER_SHA256)


def test_verify_finds_a_changed_byte_and_a_missing_content(root):
    put(LETTER)
    [kept] = everything_in(root)
    kept.write_bytes(LETTER.replace(b"2470", b"2471"))

    assert store.exists(LETTER_SHA256)
    assert not store.verify(LETTER_SHA256)
    assert not store.exists("0" * 64)
    assert not store.verify("0" * 64)


def test_a_broken_stream_leaves_nothing(root):
    with pytest.raises(OSError, match="No space left"):
        store.put(FailingStream(LETTER))

    assert everything_in(root) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "0" * 63 + "/"])
def test_only_a_hash_names_a_content(name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.open(name)


def test_sweep_removes_stale_temporary_files_and_nothing_else(root):
    put(LETTER)
    stale, fresh = root / "tmp" / "stale", root / "tmp" / "fresh"
    stale.touch()
    fresh.touch()
    day = datetime.timedelta(days=1)
    now = datetime.datetime.now(datetime.UTC)
    os.utime(stale, (time.time() - 2 * 86_400,) * 2)

    assert store.sweep(now - day) == 1
    assert fresh.exists()
    assert store.sweep(now + day) == 1
    assert store.sweep(now + day) == 0
    assert store.verify(LETTER_SHA256)


def test_sweep_of_a_store_not_yet_made_removes_nothing():
    assert store.sweep(datetime.datetime.now(datetime.UTC)) == 0


@pytest.mark.process
def test_a_killed_writer_leaves_whole_contents_and_at_most_one_temporary_file(root):
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, text=True)
    acknowledged = [writer.stdout.readline().strip() for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    acknowledged += writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()

    contents = [path for path in everything_in(root) if path.parent.name != "tmp"]

    assert all(store.verify(sha256) for sha256 in acknowledged)
    assert all(store.verify(path.name) for path in contents)
    assert len(everything_in(root)) - len(contents) <= 1
