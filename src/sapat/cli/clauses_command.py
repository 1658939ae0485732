"""`sapat clauses`: every clause line of the regulations and how it stands at a school."""

import argparse
import json
import sys
from typing import Any

from sapat.cli.setting_up import language, ready

FORMATS = ("table", "json")
LANGUAGES = ("ky", "ru", "en")


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("clauses", help="list every clause and whether it is proved")
    parser.add_argument("--school", required=True, metavar="CODE")
    parser.add_argument("--regulation", metavar="A|B", help="one regulation; all without it")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--language", choices=LANGUAGES, help="of the reasons; else the terminal's")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge and print; 2 with a sentence for a school or regulation that does not exist."""
    ready()
    from django.utils import translation

    with translation.override(arguments.language or language()):
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from sapat.plan.regulations.rules import regulations
    from sapat.plan.regulations.standing import standing
    from sapat.school.organisations import reads as organisations

    wanted = (arguments.regulation or "").upper()
    school = organisations.school(arguments.school)
    if school is None:
        print(_("There is no school %(code)s.") % {"code": arguments.school}, file=sys.stderr)
        return 2
    if arguments.regulation is not None and wanted not in regulations():
        facts = {"code": arguments.regulation, "known": ", ".join(regulations())}
        print(_("There is no regulation %(code)s, but %(known)s.") % facts, file=sys.stderr)
        return 2
    found = standing(school, timezone.localdate(), every=True)
    rows = [
        _row(line, school.code)
        for each in found
        if each.reading.regulation.code == (wanted or each.reading.regulation.code)
        for line in each.lines
    ]
    sys.stdout.write(_json(rows) if arguments.format == "json" else _table(rows))
    return 0


def _row(line: Any, code: str) -> dict[str, Any]:
    clause, answer = line.clause, line.answer
    return {
        "id": clause.code,
        "regulation": clause.regulation,
        "priority": clause.priority,
        "role": clause.role,
        "rule": clause.rule or None,
        "waiting": line.waiting,
        "state": str(answer.state),
        "reason": answer.sentence,
        "since": answer.since.isoformat() if answer.since else None,
        "proofs": [_proof(record, code) for record in answer.records],
    }


def _proof(record: Any, code: str) -> dict[str, Any]:
    from sapat.plan.regulations.records import address_of

    return {
        "kind": record.kind or record.page.partition(":")[2],
        "id": record.pk if record.pk is not None else next(iter(record.args), None),
        "label": str(record.label),
        "page": address_of(record, code),
    }


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n"


def _table(rows: list[dict[str, Any]]) -> str:
    from django.utils.translation import gettext as _

    heads = [_("clause"), _("weight"), _("role"), _("rule"), _("state"), _("since"), _("reason")]
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join([*padded, "", _counts(rows)]) + "\n"


def _cells(row: dict[str, Any]) -> list[str]:
    return [
        row["id"],
        row["priority"],
        row["role"],
        row["rule"] or "-",
        _state(row),
        row["since"] or "-",
        row["reason"],
    ]


def _state(row: dict[str, Any]) -> str:
    from django.utils.translation import gettext as _

    from sapat.core.proofs import State

    return _("waiting") if row["waiting"] else str(State(row["state"]).label)


def _counts(rows: list[dict[str, Any]]) -> str:
    from collections import Counter

    found = Counter(_state(row) for row in rows)
    return ", ".join(f"{state}: {number}" for state, number in found.most_common())
