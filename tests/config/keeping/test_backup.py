"""Backed up while others write, wiped, restored into a new machine, and the same as it was. In processes."""

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
from django.conf import settings

from tests.installation import Installation

pytestmark = pytest.mark.process

WRITE = "from bench.writing import work\nfor ack in work({seed}): print(ack, flush=True)"
WORKED = """
from bench.writing import found_office, work
found_office()
working = work(1)
for _ in range(25): next(working)
"""
ASK = "from bench.writing import figures, half_written\nprint(half_written(), figures())"
FILES = """
import json
from sekretariat.ground.files import store
from sekretariat.ground.files.models import File
print(json.dumps(sorted({file.sha256 for file in File.objects.all() if store.verify(file.sha256)})))
"""


def open_to_others(folder: Path) -> list[Path]:
    """What other users of the machine could read, if the folder itself let them in."""
    paths = [folder, *(path for path in folder.rglob("*") if path.name != "static")]
    return [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_a_backup_made_under_load_holds_one_whole_moment(installation, new_machine, tmp_path, capsys):
    installation.python("from bench.writing import found_office\nfound_office()")
    writers = [installation.start_python(WRITE.format(seed=seed)) for seed in (1, 2)]
    for writer in writers:
        assert writer.stdout.readline()

    made = installation.run("backup", str(tmp_path / "backup.zip"))

    assert [writer.poll() for writer in writers] == [None, None], "they went on writing"
    for writer in writers:
        writer.kill()
    told = new_machine.run("restore", str(tmp_path / "backup.zip"))
    digests = set(re.findall(r"[0-9a-f]{64}", made + told))
    assert len(digests) == 1, "of the snapshot, in the backup and as restored"
    assert "They are equal" in told
    whole = new_machine.python(ASK)
    assert whole.startswith("[] ")
    with capsys.disabled():
        print(f"\nrestored from a backup under load: {whole.strip()}")


def test_wiped_and_restored_it_is_what_it_was_but_for_the_file_that_was_lost(installation, new_machine, tmp_path):
    (installation.folder / "secret-key").write_text(installation.env.pop("SEKRETARIAT_SECRET_KEY"))
    key = (installation.folder / "secret-key").read_text()
    contents = json.loads(installation.python(WORKED + FILES))
    dump = installation.run("dump", "--canonical")
    lost = contents.pop()
    next((installation.folder / "files").rglob(lost)).unlink()

    made = installation.run("backup", str(tmp_path / "backup.zip"))
    shutil.rmtree(installation.folder)
    told = new_machine.run("restore", str(tmp_path / "backup.zip"))

    assert new_machine.run("dump", "--canonical") == dump
    # It works on: keys and numbers are given on from where they stood.
    works_on = "for number, ack in zip(range(8), work(2)): pass\n"
    whole = new_machine.python(FILES + "from bench.writing import work\n" + works_on + ASK).splitlines()
    assert json.loads(whole[0]) == contents
    assert whole[1].startswith("['the content of file ")
    assert whole[1].count("is not what its SHA-256 says") == 1
    for said in (made, told):
        assert f"The content {lost} is missing from the store (files: “përgjigje.pdf”)" in said
    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600
    assert open_to_others(new_machine.folder) == []
    assert (new_machine.folder / "secret-key").read_text() == key


@pytest.mark.skipif(not settings.DATABASE_URL.startswith("postgres"), reason="from the one database into the other")
def test_a_backup_of_sqlite_is_restored_into_postgresql(new_machine, tmp_path):
    folder = tmp_path / "small"
    small = Installation(folder, f"sqlite:///{folder / 'sekretariat.sqlite3'}")
    small.run("init")
    small.python(WORKED)
    small.run("backup", str(tmp_path / "backup.zip"))

    told = new_machine.run("restore", str(tmp_path / "backup.zip"))

    assert "They are equal" in told
    assert new_machine.run("dump", "--canonical") == small.run("dump", "--canonical")
    assert new_machine.python(ASK).startswith("[] ")
