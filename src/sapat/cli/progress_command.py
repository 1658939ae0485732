"""`sapat progress`: sums of a school without its pupils, and what those of several say together."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from sapat.cli.setting_up import ready

BASES = ("tests", "marks")


class Unusable(Exception):
    """What was asked for does not exist; the sentence says what."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("progress", help="how far pupils came: sums of schools, added up")
    parser.set_defaults(run=run)

    def later() -> None:
        verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
        sums = verbs.add_parser("sums", help="write a school's sums; no pupil is in them")
        sums.add_argument("--school", required=True, metavar="CODE")
        sums.add_argument("--year", required=True, type=int, help="2025 for 2025/26")
        sums.add_argument("--basis", choices=BASES, default=BASES[0])
        sums.add_argument("--term", type=int, default=0, help="of marks; 0 is the year as a whole")
        sums.add_argument("--out", metavar="FILE", help="write there instead of printing")
        sums.set_defaults(run=run, do=_sums)
        adding = verbs.add_parser("add", help="compare classes and schools from their files")
        adding.add_argument("files", nargs="+", metavar="FILE")
        adding.add_argument("--json", action="store_true", help="for other programs")
        adding.set_defaults(run=run, do=_added)

    parser.later = later


def run(arguments: argparse.Namespace) -> int:
    """Carry it out; 2 with a sentence when the question makes no sense."""
    ready()
    try:
        sys.stdout.write(arguments.do(arguments))
    except Unusable as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0


def _sums(arguments: argparse.Namespace) -> str:
    from django.utils.translation import gettext as _

    from sapat.check.comparing import reads
    from sapat.check.comparing.rules import Basis
    from sapat.school.organisations import reads as organisations

    school = organisations.school(arguments.school)
    if school is None:
        raise Unusable(_("There is no school %(code)s.") % {"code": arguments.school})
    part = reads.sums(school, arguments.year, Basis(arguments.basis), number=arguments.term)
    text = f"{part.written()}\n"
    if not arguments.out:
        return text
    try:
        Path(arguments.out).write_text(text, "utf-8")
    except OSError as wrong:
        facts = {"file": arguments.out, "why": wrong.strerror}
        raise Unusable(_("%(file)s cannot be written: %(why)s.") % facts) from wrong
    return ""


def _added(arguments: argparse.Namespace) -> str:
    from sapat.check.comparing.progress import compare

    try:
        found = compare([_read(Path(file)) for file in arguments.files])
    except ValueError as wrong:
        raise Unusable(_why(str(wrong))) from wrong
    if arguments.json:
        return _as_json(found)
    if found.refused:
        raise Unusable(found.sentence)
    return _as_table(found)


def _read(file: Path) -> Any:
    from django.utils.translation import gettext as _

    from sapat.check.comparing.parts import Unreadable, read

    try:
        return read(file.read_text("utf-8"))
    except OSError as wrong:
        facts = {"file": file, "why": wrong.strerror}
        raise Unusable(_("%(file)s cannot be read: %(why)s.") % facts) from wrong
    except (Unreadable, UnicodeDecodeError) as wrong:
        raise Unusable(_("%(file)s holds no sums of progress.") % {"file": file}) from wrong


def _why(sentence: str) -> str:
    from django.utils.translation import gettext as _

    if "twice" in sentence:
        return _("One school is named twice.")
    return _("The files are not of the same tests or marks, year and term.")


def _as_json(found: Any) -> str:
    def line(one: Any) -> dict[str, object]:
        return {
            "group": one.group,
            "pupils": one.reach.started,
            "left_out": one.left,
            "estimate": one.estimate,
            "low": one.low,
            "high": one.high,
            "verdict": str(one.verdict),
        }

    told = {
        "basis": str(found.basis),
        "year": found.year,
        "term": found.term,
        "pupils": found.reach.started,
        "slope": found.slope,
        "allowed_for": list(found.taken),
        "schools": [line(one) for one in found.outer if one.shown],
        "classes": [line(one) for one in found.shown],
        "refused": str(found.refused) if found.refused else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _as_table(found: Any) -> str:
    from django.utils.translation import gettext as _

    from sapat.publish.comparisons import words
    from sapat.publish.exports.tables import figure

    lines = [*found.outer, *found.shown]
    width = max(8, *(len(line.group) for line in lines))
    group, pupils, beyond = _("Group"), _("Pupils"), _("Beyond the usual")
    rows = [f"{group:<{width}}  {pupils:>8}  {beyond:>20}  95 %"]
    for line in lines:
        digits = words.digits(found.basis)
        ends = " – ".join(figure(end, digits, signed=True) for end in (line.low, line.high))
        by = figure(line.estimate, digits, signed=True)
        told = words.VERDICTS[line.verdict]
        rows.append(f"{line.group:<{width}}  {line.reach.started:>8}  {by:>20}  {ends}  {told}")
    return "\n".join(rows) + "\n"
