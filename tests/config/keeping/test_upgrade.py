"""A database of the first version, with rows in it, becomes one of this version, upgraded or restored."""

import json

import pytest

pytestmark = pytest.mark.process

# The tables as the first migrations made them, written through the models of that time.
AT_FIRST = """
import datetime
from django.core.management import call_command
from sekretariat.config.keeping.snapshot import migrate_to, tables_at
from django.db.migrations.loader import MigrationLoader
ours = ("accounts", "ground", "domain")
graph = MigrationLoader(None, ignore_no_migrations=True).graph
first = [("accounts", "0001_initial"), ("ground", "0001_initial"), ("domain", "0001_initial")]
others = [key for key in graph.leaf_nodes() if key[0] not in ours]
wanted = sorted({node for key in first + others for node in graph.forwards_plan(key)})
assert {name for app, name in wanted if app in ours} == {"0001_initial"}
migrate_to(wanted)
M = {model._meta.label_lower: model._base_manager for model in tables_at(wanted)}
on, at = datetime.date(2018, 5, 21), datetime.datetime(2018, 5, 21, 9, 30, 15, 123456, tzinfo=datetime.UTC)
unit = M["domain.institution"].create(kind="agency", name_sq="Zyra", sort_key="zyra", folded="zyra", label_key="zyra")
other = M["domain.institution"].create(kind="ministry", name_sq="Çështjet", sort_key="c", folded="c", label_key="c")
office = M["domain.office"].create(
    unit=unit, registers_at=unit, register_mode="kept_here", sender_name="Zyra", sender_email="zyra@shembull.al"
)
person = M["domain.person"].create(name="Ana Prifti", sort_key="ana", folded="ana")
M["domain.mandate"].create(person=person, role="officer", institution=unit, valid_from=on, basis="set_up")
register = M["domain.register"].create(institution=unit, year=2018, mode="kept_here", next_number=2)
matter = M["domain.matter"].create(register=register, number=1, office=office, subject="Për provë", opened_on=on)
letter = M["domain.letter"].create(
    office=office, direction="outgoing", state="sent", matter=matter, number=1, fraction=0, on=on, sent_on=on,
    subject="Për provë", text="Në mbështetje të VKM nr. 749/2018", sort_key="p", folded="p", created_at=at,
)
issuer = M["domain.issuer"].create(name_sq="Këshilli i Ministrave", sort_key="k", folded="k")
M["domain.act"].create(type="dcm", issuer=issuer, number="749", year=2018, title_sq="Për strukturën")
duty = M["domain.obligation"].create(
    kind="free_answer", ask_sq="Dërgoni", institution=other, office=office, issued_on=on, clock_starts_on=on,
    term_days=10, due_on=datetime.date(2018, 6, 4), created_at=at,
)
addressee = M["domain.addressee"].create(letter=letter, institution=other)
M["domain.addressee_obligations"].create(addressee=addressee, obligation=duty)
M["ground.event"].create(
    operation="6cb19f61-6275-4ac5-af7b-5c61ee155b4a", position=0, what="letter.sent", person_id=person.pk,
    channel="page", target_type="letter", target_key=str(letter.pk), data={"number": "1"}, counts_from=on,
    recorded_at=at,
)
"""
BACKED_UP = """
from sekretariat.config.keeping.backup import back_up
from pathlib import Path
back_up(Path({path!r}))
"""


def rows_of(dump: str) -> dict[str, dict]:
    """Each row of a dump, by its table and key."""
    found = {}
    for line in dump.splitlines():
        table, _, row = line.partition(" ")
        values = json.loads(row)
        found[f"{table}:{values.get('id', values.get('unit_id', values.get('person_id')))}"] = values
    return found


def test_rows_of_the_first_version_are_kept_by_the_upgrade_and_by_a_restore(new_machine, installation, tmp_path):
    """The backup of the old version goes into a database with this version's bare tables."""
    path = str(tmp_path / "old.zip")
    new_machine.python(AT_FIRST + BACKED_UP.format(path=path))
    with_rows = new_machine.run("manage", "dumpdata", "ground.event", "--skip-checks")

    new_machine.run("manage", "migrate", "--verbosity", "0", "--skip-checks")
    told = installation.run("restore", path)

    upgraded, restored = (rows_of(one.run("dump", "--canonical")) for one in (new_machine, installation))
    assert upgraded == restored
    assert "They are equal" in told
    assert "0 migrations" not in told
    assert json.loads(with_rows)[0]["fields"]["data"] == {"number": "1"}
    assert upgraded["domain.letter:1"]["subject"] == "Për provë"
    assert upgraded["domain.institution:2"]["name_sq"] == "Çështjet"
    assert upgraded["domain.obligation:1"]["due_on"] == "2018-06-04"
    assert upgraded["ground.event:1"]["recorded_at"] == "2018-05-21T09:30:15.123456+00:00"
    assert {"domain.office:1", "domain.mandate:1", "domain.matter:1", "domain.addressee_obligations:1"} <= set(upgraded)
    # An act is found by its words, and by the letters that cite it, as one entered today.
    assert upgraded["domain.act:1"]["folded"] == "749/2018 per strukturen"
    assert upgraded["domain.citedact:1"]["number"] == "749"
    # What came with later migrations has its usual value.
    assert upgraded["domain.office:1"]["remind_before_days"] == 3
