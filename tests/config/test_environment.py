"""What a deployment sets, and what is made at the first start."""

import stat

import pytest

from sekretariat.config import environment


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("SEKRETARIAT_SECRET_KEY", raising=False)

    first, second = environment.secret_key(tmp_path), environment.secret_key(tmp_path)

    assert first == second
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_used_and_none_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SEKRETARIAT_SECRET_KEY", "given")

    assert environment.secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SEKRETARIAT_DATA", str(tmp_path / "var"))

    folder = environment.data_folder()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_number_that_is_none_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("PORT", "tetë mijë")

    with pytest.raises(SystemExit, match="PORT must be a whole number"):
        environment.number("PORT", 8000)
