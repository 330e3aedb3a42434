"""What the server prints while nobody has set the installation up."""

from pathlib import Path


def test_an_installation_without_an_office_prints_where_and_with_which_code_to_set_it_up(installation, tmp_path):
    server = installation.start("serve", "--bind", f"unix:{tmp_path / 'socket'}", "--workers", "1")

    lines = [server.stdout.readline().strip() for _ in range(3)]

    code = Path(installation.folder, "setup-code").read_text()
    assert lines[1] == "No office works here yet. Set one up: http://localhost:8000/setup/"
    assert lines[2] == f"The set-up code is {code}"
