"""Sapat refuses to start where it would lose writes."""

import copy

import pytest
from django.conf import settings as shipped
from django.db import connection

from sapat.core.alphabet import compare, kyrgyz_key
from sapat.core.checks import sqlite_is_safe
from sapat.settings import SQLITE


def with_options(settings, **options):
    database = copy.deepcopy(SQLITE)
    database["OPTIONS"].update(options)
    settings.DATABASES = {"default": database}


def test_the_shipped_settings_are_safe(settings):
    with_options(settings)
    assert sqlite_is_safe() == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("transaction_mode", "DEFERRED"),
        ("timeout", 5),
        ("init_command", "PRAGMA synchronous=FULL"),
        ("init_command", "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"),
    ],
)
def test_unsafe_settings_stop_the_start(settings, option, value):
    with_options(settings, **{option: value})
    assert [error.id for error in sqlite_is_safe()] == ["sapat.E001"]


def test_the_running_database_is_set_as_promised(db):
    if connection.vendor != "sqlite":
        pytest.skip("The promise is about SQLite; this run is on PostgreSQL.")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_every_installation_has_its_own_key(tmp_path):
    from sapat.settings import secret_key

    first, second = secret_key(tmp_path / "a"), secret_key(tmp_path / "b")
    assert first != second
    assert secret_key(tmp_path / "a") == first
    assert (tmp_path / "a" / "secret.key").stat().st_mode & 0o077 == 0


def test_names_sort_by_the_kyrgyz_alphabet():
    names = ["Ырыс", "Өмүр", "Орозбек", "Үмүт", "Улан", "Нур", "Ңазик", "Пахта"]
    assert sorted(names, key=kyrgyz_key) == [
        "Нур", "Ңазик", "Орозбек", "Өмүр", "Пахта", "Улан", "Үмүт", "Ырыс",
    ]  # fmt: skip
    assert compare("өзүм", "пахта") < 0 < compare("үн", "ун")


def test_it_listens_to_this_machine_only():
    assert set(shipped.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]", "testserver"}
