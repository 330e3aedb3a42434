import datetime
import io
import zipfile

import pytest

from sekretariat.officefiles.freeze import fingerprint, freeze_zip

from .packages import word, zipped

MOMENT = datetime.datetime(2018, 5, 21, 23, 30, 7, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))


def test_the_same_entries_in_another_order_give_the_same_bytes():
    one = zipped({"word/b.xml": "b", "[Content_Types].xml": "t", "a.xml": "a", "_rels/.rels": "r"})
    other = zipped({"a.xml": "a", "_rels/.rels": "r", "word/b.xml": "b", "[Content_Types].xml": "t"})

    assert one != other
    assert freeze_zip(one, created=MOMENT) == freeze_zip(other, created=MOMENT)


def test_the_types_stand_first_and_every_entry_bears_the_moment():
    frozen = freeze_zip(word("Shkresë"), created=MOMENT)

    entries = zipfile.ZipFile(io.BytesIO(frozen)).infolist()
    assert [entry.filename for entry in entries[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert {entry.date_time for entry in entries} == {(2018, 5, 21, 21, 30, 6)}  # zip counts in steps of two seconds


def test_the_content_stays():
    frozen = zipfile.ZipFile(io.BytesIO(freeze_zip(zipped({"a": "ë", "b": b""}), created=MOMENT)))

    assert {name: frozen.read(name) for name in frozen.namelist()} == {"a": "ë".encode(), "b": b""}


def test_a_moment_before_the_first_that_zip_knows_is_the_first():
    frozen = freeze_zip(zipped({"a": "a"}), created=datetime.datetime(1913, 12, 4, tzinfo=datetime.UTC))

    assert zipfile.ZipFile(io.BytesIO(frozen)).getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)


def test_what_is_no_zip_is_an_error():
    with pytest.raises(zipfile.BadZipFile):
        freeze_zip(b"%PDF-", created=MOMENT)


def test_a_fingerprint_is_the_sha256_in_hexadecimal():
    assert fingerprint(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
