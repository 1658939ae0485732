"""The house keeps its own rules. A failure names the file to look at."""

import ast
import os
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import sapat
from sapat.school.boundary import SchoolRow

FLOORS = ["core", "school", "plan", "evidence", "check", "act", "publish", "web"]
SRC = Path(sapat.__file__).parent
NO_SCHOOL = {"Organisation", "Edition", "User", "TrailChain", "TrailEntry"}
FOREIGN_PAGES = ("account_", "mfa_", "set_language", "i18n")
FURNITURE = [
    "rules",
    "models",
    "reads",
    "proofs",
    "dues",
    "facts",
    "inputs",
    "gates",
    "changes",
    "belongings",
]


def ours():
    return [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def floor(model):
    return FLOORS.index(model._meta.app_label)


def keys():
    """Every foreign key between two of our own floors."""
    for model in ours():
        for field in model._meta.get_fields():
            far = field.related_model if field.concrete and field.is_relation else None
            if far and far._meta.app_label in FLOORS:
                yield field, floor(model), floor(far)


def sources(folder=SRC):
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def test_keys_point_down_the_house():
    """Django can hide an upward import in a string: ForeignKey("act.Remedy")."""
    assert list(keys())
    assert not [str(field) for field, here, there in keys() if there > here]


def test_keys_between_floors_are_one_way():
    """related_name="+": goal.finding_set would let a lower floor read upstairs."""
    open_keys = [
        str(field)
        for field, here, there in keys()
        if here != there and not field.remote_field.hidden
    ]
    assert set(open_keys) <= {"school.Person.user"}  # the sign-in asks for its person


def test_every_row_belongs_to_a_school():
    assert not [
        model.__name__
        for model in ours()
        if not issubclass(model, SchoolRow)
        and model.__name__ not in NO_SCHOOL
        and not model._meta.auto_created
    ]


def pages(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, prefix)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", pattern.callback


def test_every_page_names_its_right():
    """Deny by default: a page without a right fails the build."""
    unguarded = [
        f"{name}: {page.__module__}"
        for name, page in pages(get_resolver().url_patterns)
        if not hasattr(page, "right")
        and not name.startswith(FOREIGN_PAGES)
        and not page.__module__.startswith("allauth.")
    ]
    assert not unguarded


def test_pages_reach_rows_only_through_doors():
    """`Model.objects` in a page would walk past `seen()` and the reads."""
    past = [
        f"{path.relative_to(SRC)}:{node.lineno}"
        for path in sources(SRC / "web" / "pages")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert not past


def test_rooms_are_furnished_in_order():
    """rules < models < reads < proofs, dues < changes: nothing imports what stands after it."""
    wrong = []
    for path in sources():
        if path.stem not in FURNITURE:
            continue
        room = ".".join(path.parent.relative_to(SRC.parent).parts)
        later = {f"{room}.{name}" for name in FURNITURE[FURNITURE.index(path.stem) + 1 :]}
        wrong += [
            f"{path.relative_to(SRC)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module in later
        ]
    assert not wrong


def test_rules_are_pure():
    """Rules know no rows: they import no models, reads or changes, of any room."""
    wrong = [
        f"{path.relative_to(SRC)}:{node.lineno}"
        for path in sources()
        if path.stem == "rules"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").rsplit(".", 1)[-1] in {"models", "reads", "changes"}
        and (node.module or "").startswith("sapat")
    ]
    assert not wrong


def changes_known_in(tree):
    """The names by which a file calls changes of other rooms: `alias.` or the function itself."""
    known = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            from_changes = (node.module or "").endswith(".changes")
            known |= {
                name.asname or name.name
                for name in node.names
                if from_changes or name.name == "changes"
            }
    return known


def calls(function):
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def silent_changes(tree):
    """Public functions that neither note the trail nor call a change that does."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    others = changes_known_in(tree)
    telling: set[str] = set()
    for _ in functions:
        telling |= {
            name
            for name, node in functions.items()
            if any(
                called == "trail.note" or called in telling or called.split(".")[0] in others
                for called in calls(node)
            )
        }
    return [name for name in functions if not name.startswith("_") and name not in telling]


def test_every_change_writes_the_trail():
    """A public function in changes.py notes it, or calls a change that does."""
    silent = {
        str(path.relative_to(SRC)): found
        for path in sources()
        if path.stem == "changes" and (found := silent_changes(ast.parse(path.read_text("utf-8"))))
    }
    assert not silent


def test_a_silent_change_would_be_found():
    assert silent_changes(ast.parse("def rename(row):\n    row.save()\n")) == ["rename"]


def test_files_stay_readable():
    assert not [
        str(path.relative_to(SRC))
        for path in sources()
        if path.read_text("utf-8").count("\n") > 400
    ]


def test_nothing_is_marked_safe_by_hand():
    """Autoescape only: `mark_safe` and `|safe` are how scripts get in."""
    guilty = [
        str(path.relative_to(SRC))
        for path in [*sources(), *SRC.rglob("*.html")]
        if "mark_safe(" in path.read_text("utf-8") or "|safe" in path.read_text("utf-8")
    ]
    assert not guilty


def test_import_contracts_hold():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache"],
        cwd=SRC.parent.parent,
        env={**os.environ, "PYTHONPATH": str(SRC.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
