"""`sapat import`: a file of evidence, checked and committed, as the page does it."""

import argparse
import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sapat.cli.setting_up import ready

if TYPE_CHECKING:
    from sapat.evidence.imports.examining import Asked, Examined, File
    from sapat.evidence.imports.models import Import
    from sapat.school.organisations.models import Organisation

log = logging.getLogger(__name__)

COMMITTED, REFUSED, UNREADABLE = 0, 1, 2
ABOUT = """\
Reads a journal, a class sheet, a table or a OneRoster file, checks every cell against the
school, and commits all of it or nothing. FILE - reads a pasted table from standard input.
Importing the same file again changes nothing; a corrected file supersedes."""
AFTER = "exit code: 0 committed, 1 refused because of errors in the file, 2 could not be read"


class Unusable(Exception):
    """What was asked for does not exist; the sentence says what."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "import",
        help="bring in a file of evidence",
        description=ABOUT,
        epilog=AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--school", required=True, metavar="CODE")
    parser.add_argument("--dataset", default="", metavar="NAME", help="what the rows are")
    parser.add_argument("--year", type=int, metavar="Y", help="school year, by its first year")
    parser.add_argument("--term", default="", metavar="T", help="2025-Q1, Q1, H2, S1 or Y")
    parser.add_argument("--class", dest="class_label", default="", metavar="LABEL", help="8А")
    parser.add_argument("--mapping", type=Path, metavar="FILE.json", help="what the columns hold")
    parser.add_argument("--enrol-new", action="store_true", help="enrol pupils nobody knows yet")
    parser.add_argument("--dry-run", action="store_true", help="check, and write nothing")
    parser.add_argument("--json", action="store_true", help="answer for other programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import one file and say what came of it."""
    ready()
    from sapat.core.refusal import Refused
    from sapat.evidence.reading import Unreadable

    try:
        with tempfile.TemporaryDirectory() as place:
            examined, row = _import(arguments, Path(place))
    except (Unusable, Unreadable) as no:
        return _unreadable(str(no), getattr(no, "reason", ""), arguments)
    except Refused as no:
        print(no.sentence, file=sys.stderr)
        return REFUSED
    answer = _answer(examined, row)
    answer["issues"] = _check_data(row)
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(answer, dry=arguments.dry_run)
    return REFUSED if examined.errors else COMMITTED


def _import(arguments: argparse.Namespace, place: Path) -> "tuple[Examined, Import | None]":
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from sapat.evidence.imports import changes
    from sapat.evidence.imports.examining import examine
    from sapat.school.organisations import reads as organisations

    school = organisations.school(arguments.school)
    if school is None:
        raise Unusable(_("There is no school %(code)s.") % {"code": arguments.school})
    file, asked, now = _file(arguments, place), _asked(arguments, school), timezone.now()
    if arguments.dry_run:
        return examine(school, file, asked, day=timezone.localdate(now)), None
    return changes.bring_in(school, file, asked, by=None, at=now)


def _file(arguments: argparse.Namespace, place: Path) -> "File":
    from django.utils.translation import gettext as _

    from sapat.evidence.imports.examining import File

    if arguments.file == "-":
        pasted = place / "pasted"
        pasted.write_text(sys.stdin.read(), "utf-8")
        return File(pasted, _("pasted table"), pasted=True)
    path = Path(arguments.file)
    if not path.is_file():
        raise Unusable(_("There is no file %(name)s.") % {"name": arguments.file})
    return File(path, path.name)


def _asked(arguments: argparse.Namespace, school: "Organisation") -> "Asked":
    from django.utils.translation import gettext as _

    from sapat.evidence.imports.examining import Asked, importable
    from sapat.school.calendar.rules import NotSo, parse_term

    if arguments.dataset and arguments.dataset not in importable():
        raise Unusable(_("There is no data set %(name)s.") % {"name": arguments.dataset})
    year, term = arguments.year, arguments.term.strip().upper()
    if term:
        code = parse_term(term if term[0].isdigit() else f"{year or 2000}-{term}")
        if code is None:
            raise Unusable(str(NotSo.BAD_CODE.label))
        year = code.year if term[0].isdigit() else year
        term = str(code).partition("-")[2]
    return Asked(
        data_set=arguments.dataset,
        year=year,
        term=term,
        school_class=arguments.class_label,
        enrol_new=arguments.enrol_new,
        mapping=_mapping(arguments.mapping),
    )


def _mapping(path: Path | None) -> dict[str, Any] | None:
    from django.utils.translation import gettext as _

    if path is None:
        return None
    try:
        mapping = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Unusable(_("The mapping %(name)s is not JSON.") % {"name": path}) from error
    if not isinstance(mapping, dict):
        raise Unusable(_("The mapping %(name)s is not JSON.") % {"name": path})
    return mapping


def _answer(examined: "Examined", row: "Import | None") -> dict[str, Any]:
    """Return what came of it, for other programs."""
    from sapat.evidence.imports.summary import note_sentence

    data_sets, batches = list(examined.counts), _batches(row)
    found = examined.total
    answer: dict[str, Any] = {
        "dataset": data_sets[0] if data_sets else None,
        "layout": examined.understanding.layout.value,
        "rows_read": found["read"],
        "rows_accepted": found["accepted"],
        "rows_unchanged": found["unchanged"],
        "errors": [
            {"sheet": one.sheet, "cell": one.cell, "code": one.code.value, "message": one.message}
            for one in examined.errors
        ],
        "batch": next((batches[one] for one in data_sets if one in batches), None),
        "created": examined.checked.news.told,
        "warnings": [
            {"sheet": one.sheet, "cell": one.cell, "code": one.code.value, "message": one.message}
            for one in examined.checked.doubts
        ]
        + [
            {
                "sheet": n.sheet,
                "cell": n.address,
                "code": n.remark.value,
                "message": note_sentence(n),
            }
            for n in examined.understanding.notes
            if n.is_warning
        ],
    }
    if len(data_sets) > 1:
        answer["datasets"] = {
            code: {
                "rows_read": one["read"],
                "rows_accepted": one["accepted"],
                "rows_unchanged": one["unchanged"],
                "batch": batches.get(code),
            }
            for code, one in examined.counts.items()
        }
    return answer


def _check_data(row: "Import | None") -> int | None:
    """Check the data of the school; say how many issues are new, None where nothing was checked.

    What was committed stands even if the check breaks off: the next tick checks then.
    """
    from django.utils.timezone import now

    from sapat.check.data_quality import changes as data_quality

    if row is None:
        return None
    try:
        return data_quality.look(row.school, by=None, at=now(), source=row.name).news
    except Exception:
        log.exception("the data were not checked after import %s", row.pk)
        return None


def _batches(row: "Import | None") -> dict[str, int]:
    from sapat.school.boundary import within

    if row is None:
        return {}
    with within(row.school):
        return {batch.data_set: batch.number for batch in row.batches.all()}


def _unreadable(sentence: str, reason: object, arguments: argparse.Namespace) -> int:
    if arguments.json:
        error = {"sheet": "", "cell": "", "code": str(reason) or "unusable", "message": sentence}
        empty: dict[str, Any] = {
            "dataset": None,
            "layout": None,
            "rows_read": 0,
            "rows_accepted": 0,
            "rows_unchanged": 0,
            "errors": [error],
            "batch": None,
        }
        print(json.dumps(empty, ensure_ascii=False, indent=2))
    print(sentence, file=sys.stderr)
    return UNREADABLE


def _print(answer: dict[str, Any], *, dry: bool) -> None:
    """Say in words what came of it."""
    from django.utils.translation import gettext as _

    for one in [*answer["errors"], *answer["warnings"]]:
        place = " ".join(filter(None, (one["sheet"], one["cell"])))
        print(f"{place}: {one['message']}" if place else one["message"])
    counts = {name: answer[f"rows_{name}"] for name in ("read", "accepted", "unchanged")}
    print(_("Rows read: %(read)s, in order: %(accepted)s, already known: %(unchanged)s.") % counts)
    if answer["errors"]:
        print(_("Nothing was written: %s errors.") % len(answer["errors"]))
    elif dry:
        print(_("Nothing was written: this was a rehearsal."))
    elif answer["batch"] is None:
        print(_("Nothing has changed."))
    else:
        print(_("Committed as batch %s.") % answer["batch"])
    if answer["issues"]:
        print(_("New issues of the data: %s.") % answer["issues"])
