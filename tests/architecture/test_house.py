"""The house holds: imports and foreign keys point down the towers, files inside a room follow their order."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src" / "sekretariat"

# From the bottom upward: a folder imports only itself and the folders before it.
GROUND = "actors words days audit files search jobs mail".split()
DOMAIN = (
    "acts institutions bodies offices obligations letters mandates followup plans reporting annexes projects "
    "accession consultations local meetings continuity replying publication"
).split()
LAYERS = "enums errors models rules queries exporters services importers tasks".split()

# What the parts of the house may import of it, besides themselves.
MAY_IMPORT = {
    "officefiles": set(),
    "accounts": set(),
    "ground": {"officefiles"},
    "domain": {"ground", "officefiles", "accounts"},
    "web": {"domain", "ground", "officefiles", "accounts"},
    "config": {"web", "domain", "ground", "officefiles", "accounts"},
}
# officefiles is for those who turn rows into documents and documents into rows, and for the safety of uploads.
OFFICEFILES_READERS = {"exporters", "importers"}


def modules() -> Iterator[tuple[str, Path]]:
    """(dotted name below sekretariat, path) of every module, migrations left out."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        if "migrations" not in name and name != "__init__":
            yield name, path


def imports(name: str, path: Path) -> Iterator[str]:
    """Dotted names below sekretariat that a module imports, relative ones resolved."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (a.name.removeprefix("sekretariat.") for a in node.names if a.name.startswith("sekretariat."))
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
                module = ".".join([*base, *([node.module] if node.module else [])])
            elif node.module and node.module.startswith("sekretariat"):
                module = node.module.removeprefix("sekretariat").removeprefix(".")
            else:
                continue
            yield from (f"{module}.{alias.name}" for alias in node.names)


ALL = [(name, path, sorted(set(imports(name, path)))) for name, path in modules()]


def test_parts_of_the_house_import_only_what_stands_below_them():
    wrong = [
        f"{name} imports {target}"
        for name, _, targets in ALL
        for target in targets
        if (mine := name.split(".")[0]) in MAY_IMPORT
        and (theirs := target.split(".")[0]) in MAY_IMPORT
        and theirs != mine
        and theirs not in MAY_IMPORT[mine]
    ]

    assert wrong == []


@pytest.mark.parametrize(("tower", "order"), [("ground", GROUND), ("domain", DOMAIN)])
def test_imports_point_down_the_tower(tower: str, order: list[str]):
    wrong = []
    for name, _, targets in ALL:
        mine = name.split(".")
        if mine[0] != tower or len(mine) < 2 or mine[1] not in order:
            continue
        for target in targets:
            theirs = target.split(".")
            if theirs[0] == tower and len(theirs) > 1 and theirs[1] in order:
                if order.index(theirs[1]) > order.index(mine[1]):
                    wrong.append(f"{name} imports upward: {target}")

    assert wrong == []


def test_every_folder_of_a_tower_stands_in_its_order():
    for tower, order in (("ground", GROUND), ("domain", DOMAIN)):
        folders = {p.name for p in (SOURCE / tower).iterdir() if p.is_dir()}

        assert folders - {"migrations", "management", "__pycache__", "data"} <= set(order)


def test_files_of_a_room_import_only_earlier_layers():
    wrong = []
    for name, _, targets in ALL:
        mine = name.split(".")
        if mine[0] not in {"ground", "domain"} or len(mine) < 3 or mine[2] not in LAYERS:
            continue
        for target in targets:
            theirs = target.split(".")
            if theirs[:2] == mine[:2] and len(theirs) > 2 and theirs[2] in LAYERS:
                if LAYERS.index(theirs[2]) > LAYERS.index(mine[2]):
                    wrong.append(f"{name} imports a later layer: {target}")

    assert wrong == []


def test_officefiles_is_read_only_by_exporters_importers_and_the_safety_of_uploads():
    wrong = [
        f"{name} imports {target}"
        for name, _, targets in ALL
        for target in targets
        if target.startswith("officefiles")
        and name.split(".")[0] == "domain"
        and (name.split(".") + ["", ""])[2] not in OFFICEFILES_READERS
    ]

    assert wrong == []


def test_nothing_below_web_knows_requests_or_templates():
    forbidden = ("django.http", "django.template", "django.shortcuts", "django.urls", "django.views")
    wrong = []
    for name, path, _ in ALL:
        if name.split(".")[0] not in {"ground", "domain", "officefiles"} or "management" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(forbidden):
                wrong.append(f"{name} imports {node.module}")

    assert wrong == []


def room(model) -> str:
    return model.__module__.split(".")[2]


def test_foreign_keys_point_to_the_same_or_a_lower_folder():
    wrong = []
    for label, order in (("ground", GROUND), ("domain", DOMAIN)):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                target = field.related_model if field.concrete and field.is_relation else None
                if target is None or target._meta.app_label != label or target._meta.auto_created:
                    continue
                if order.index(room(target)) > order.index(room(model)):
                    wrong.append(f"{model.__name__}.{field.name} -> {target.__name__}")

    assert wrong == []


def test_no_file_of_ours_is_longer_than_400_lines():
    long = [name for name, path, _ in ALL if len(path.read_text().splitlines()) > 400]

    assert long == []


def test_no_function_of_ours_is_longer_than_60_lines():
    long = [
        f"{name}.{node.name}"
        for name, path, _ in ALL
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 60
    ]

    assert long == []


def test_imports_stand_at_the_top_of_the_file_unless_a_reason_is_given():
    """The one late import is a slow library, with its reason in a comment on the line."""
    wrong = []
    for name, path, _ in ALL:
        lines = path.read_text().splitlines()
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in lines[node.lineno - 1]:
                    wrong.append(f"{name}:{node.lineno}")

    assert wrong == []
