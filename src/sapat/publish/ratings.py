"""The sheet of a rating: what counts, every component, places with their doubt, in plain words."""

from datetime import date, datetime

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.ratings import reads
from sapat.check.ratings.models import Rating
from sapat.check.ratings.rules import Kind, Why, shares, steady
from sapat.core.rights import Role
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.plan.objectives.reads import known_indicators
from sapat.publish.comparisons.words import DIGITS
from sapat.publish.exports.tables import DASH, Cell, Column, Fine, Table, day, figure
from sapat.publish.exports.tables import Kind as Of
from sapat.publish.papers import stamps
from sapat.publish.papers.content import (
    Block,
    Paper,
    Paragraph,
    Points,
    Section,
    Signature,
)
from sapat.publish.pictures.caterpillar import Against, Held, caterpillar
from sapat.publish.pictures.pictures import Picture
from sapat.school.people import reads as people


def turned(turn: str) -> str:
    """Return the words for a change against the period before."""
    words = {
        "up": pgettext("change", "better"),
        "down": pgettext("change", "worse"),
        "same": pgettext("change", "no sure change"),
    }
    return words.get(turn, "")


def rating_picture(rating: Rating, names: dict[str, str]) -> Picture:
    """Draw the scores with their intervals around the average of all."""
    units = rating.units
    held = [
        Held(names.get(str(unit["key"]), "?"), unit["score"], unit["low"], unit["high"])
        for unit in units
    ]
    average = sum(unit["score"] for unit in units) / len(units) if units else 0.0
    against = Against(average, _("average of all"), _("points"), digits=0, signed=False)
    return caterpillar(_("Scores with their intervals"), held, against)


def rating_paper(rating: Rating, *, language: str, at: datetime) -> Paper:
    """Return the whole sheet for the school: weights, components, places, steadiness."""
    with translation.override(language):
        names = reads.names(rating.kind, rating.figures.get("units", []))
        sections = [
            Section(_("How the rating is made"), _method(rating)),
            Section(_("Scores and places"), [_scores(rating, names), *_left_out(rating, names)]),
            Section(pgettext("rating", "Components"), [_components(rating, names)]),
            Section(_("How steady the places are"), _steady(rating)),
        ]
        return Paper(
            language=language,
            title=rating.scheme.name,
            school=rating.school.edition(_since(rating, at)).name,
            frozen_at=at,
            kind=_("Sheet of a rating"),
            subject=rating.code.label,
            stamps=[stamps.approved(str(Role.DIRECTOR.label).capitalize(), _head(rating, at))],
            facts=_facts(rating),
            sections=sections,
            signatures=[Signature(str(Role.DEP_ACADEMIC.label).capitalize(), "")],
            watermark="" if rating.state in {"published", "final"} else _("DRAFT"),
        )


def readers_paper(rating: Rating, *, language: str, at: datetime) -> Paper:
    """Return the sheet for parents, employers and the public: no places, the method explained."""
    with translation.override(language):
        names = reads.names(rating.kind, rating.figures.get("units", []))
        columns = [
            Column(pgettext("rating", "Programme"), width=44),
            Column(pgettext("rating", "Score"), Of.FIGURE, width=12),
            Column(pgettext("rating", "Interval"), width=18),
            Column(_("Against the period before"), width=26),
        ]
        units = sorted(rating.units, key=lambda unit: names.get(str(unit["key"]), ""))
        rows: list[list[Cell]] = [
            [names.get(str(unit["key"]), "?"), unit["score"], _ends(unit), turned(unit["turn"])]
            for unit in units
        ]
        note = _(
            "50 is the level at which the school raises the alarm, 100 its target. Where intervals "
            "overlap, no programme can be said to be better than another."
        )
        plain: list[Block] = [Paragraph(line) for line in rating.scheme.plain.splitlines()]
        return Paper(
            language=language,
            title=_("Programmes of the school: %(term)s") % {"term": rating.code.label},
            school=rating.school.edition(_since(rating, at)).name,
            frozen_at=at,
            kind=_("Sheet for readers"),
            sections=[
                Section(_("How to read it"), [*plain, Paragraph(note)]),
                Section(
                    pgettext("rating", "Scores"),
                    [Table(pgettext("rating", "Scores"), columns, rows)],
                ),
                Section(_("What counts"), [_weights(rating)]),
            ],
            watermark="" if rating.state in {"published", "final"} else _("DRAFT"),
        )


def _since(rating: Rating, at: datetime) -> date:
    return rating.published_on or localtime(at).date()


def _head(rating: Rating, at: datetime) -> str:
    head = people.director(_since(rating, at))
    return head.short_name if head else ""


def _facts(rating: Rating) -> list[tuple[str, str]]:
    scheme = rating.scheme
    facts = [
        (_("Term"), rating.code.label),
        (_("What is rated"), str(Kind(rating.kind).label)),
        (_("State"), rating.get_state_display()),
    ]
    if scheme.approved_on and scheme.body:
        words = _("%(name)s, protocol № %(number)s of %(day)s") % {
            "name": scheme.body.name,
            "number": scheme.protocol,
            "day": day(scheme.approved_on),
        }
        facts.append((_("Weights approved by"), words))
    if rating.published_on and rating.appeals_until:
        facts.append((_("Published in the school"), day(rating.published_on)))
        facts.append((_("Appeals until"), day(rating.appeals_until)))
    facts.append((_("Name of the figures"), rating.digest[:16]))
    return facts


def _known() -> dict[str, Indicator]:
    return {**catalogue().indicators, **known_indicators(active=False)}


def _method(rating: Rating) -> list[Block]:
    plain: list[Block] = [Paragraph(line) for line in rating.scheme.plain.splitlines()]
    scale = _(
        "Each figure is brought to one scale: 50 at the alarm level of its norm, 100 at the "
        "target. The score is their weighted mean. A figure that is not known gives its weight to "
        "the others; a group with less than %(share)s per cent of the weights gets no place."
    ) % {"share": rating.figures.get("coverage", 0)}
    return [*plain, Paragraph(scale), _weights(rating)]


def _weights(rating: Rating) -> Table:
    known, parts = _known(), rating.scheme.weighed
    share = shares(parts)
    columns = [
        Column(_("Code"), width=9),
        Column(_("Indicator"), width=40),
        Column(_("Weight, %"), Of.FIGURE, width=11),
        Column(_("Why it counts"), width=40),
    ]
    rows: list[list[Cell]] = [
        [
            part.code,
            str(known[part.code].name) if part.code in known else "",
            share[part.code],
            part.why,
        ]
        for part in parts
    ]
    return Table(_("What counts"), columns, rows)


def _ends(unit: dict[str, float]) -> str:
    return f"{figure(unit['low'], 1)}–{figure(unit['high'], 1)}"


def _scores(rating: Rating, names: dict[str, str]) -> Table:
    columns = [
        Column(pgettext("rating", "Group"), width=26),
        Column(pgettext("rating", "Score"), Of.FIGURE, width=10),
        Column(pgettext("rating", "Interval"), width=16),
        Column(_("Places it may well have"), width=18),
        Column(_("Before"), width=10),
        Column(_("Against the period before"), width=20),
    ]
    rows: list[list[Cell]] = []
    for unit in rating.units:
        low, high, of = unit["place"]
        place = f"{low}–{high}" if low != high else f"{low}"
        before = DASH if unit["before"] is None else figure(unit["before"], 1)
        told = pgettext("place", "%(place)s of %(of)s") % {"place": place, "of": of}
        name = names.get(str(unit["key"]), "?")
        rows.append([name, unit["score"], _ends(unit), told, before, turned(unit["turn"])])
    notes = [
        _("Groups whose places overlap cannot be told apart; the order in the table says little.")
    ]
    return Table(_("Scores and places"), columns, rows, notes=notes)


def _left_out(rating: Rating, names: dict[str, str]) -> list[Block]:
    told = [
        f"{names.get(str(unit['key']), '?')}: {Why(unit['why']).label}" for unit in rating.left_out
    ]
    return [Paragraph(_("Without a place:")), Points(told)] if told else []


def _components(rating: Rating, names: dict[str, str]) -> Table:
    known = _known()
    columns = [Column(pgettext("rating", "Group"), width=22)]
    for code in rating.weights:
        words = f"{code} {known[code].name}" if code in known else code
        columns += [
            Column(pgettext("rating", "Figure"), Of.FIGURE, width=9, over=words),
            Column(pgettext("rating", "Points"), Of.FIGURE, width=8, over=words),
        ]
    rows: list[list[Cell]] = []
    for unit in rating.units:
        cells: list[Cell] = [names.get(str(unit["key"]), "?")]
        for part in unit["parts"]:
            missing = part["score"] is None
            of = known[part["code"]].unit if part["code"] in known else ""
            cells.append("" if missing else Fine(part["value"], DIGITS.get(of, 1)))
            cells.append("" if missing else Fine(part["score"], 0))
        rows.append(cells)
    return Table(_("Each figure and its points"), columns, rows)


def _steady(rating: Rating) -> list[Block]:
    base, tried = reads.sensitivity(rating)
    facts = {"steady": steady(base, tried), "all": len(base)}
    words = _("%(steady)s of %(all)s groups keep their place whatever weight is moved.") % facts
    how = _(
        "Each weight was made a quarter less and a quarter more, and all were made equal. Who "
        "changes place when a weight moves a little is not better or worse than its neighbours."
    )
    return [Paragraph(words), Paragraph(how)]
