"""Opening a school from the command line."""

import json

import pytest
from django.test import Client

from sapat.cli import main


@pytest.fixture
def found(db, monkeypatch):
    monkeypatch.setenv("SAPAT_PASSWORD", "quiet-Mountain-7")
    words = [
        "found",
        "S99",
        "--name",
        "Жаңы мектеп",
        "--director",
        "Асанов Асан",
        "--login",
        "asanov",
    ]
    return main(words)


def test_a_founded_school_is_listed(found, capsys):
    assert found == 0
    capsys.readouterr()
    assert main(["schools", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["code"], row["name"]["ky"], row["type"]) for row in rows] == [
        ("S99", "Жаңы мектеп", "basic")
    ]


def test_its_director_can_sign_in(found):
    client = Client()
    client.post("/account/login/", {"login": "asanov", "password": "quiet-Mountain-7"})
    assert client.get("/schools/S99/school/").status_code == 200


def test_a_code_is_given_once(found, capsys):
    assert main(["found", "S99", "--name", "Башка"]) == 1
    assert "S99" in capsys.readouterr().out


def test_half_a_director_is_refused(db):
    assert main(["found", "S98", "--name", "Башка", "--login", "x"]) == 2
