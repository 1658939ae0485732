"""Put the quarter report together: one content object, in one language, frozen at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sapat.publish.exports.tables import day
from sapat.publish.papers.content import Paper, Section, Signature
from sapat.publish.quarter import doubts, grounds
from sapat.publish.quarter.attainment import attainment
from sapat.publish.quarter.conclusions import (
    conclusions,
    draft_conclusions,
    draft_recommendations,
)
from sapat.publish.quarter.figures import figures
from sapat.publish.quarter.general import general
from sapat.publish.quarter.lists import annex, lists
from sapat.publish.quarter.material import Material, Variant, gather
from sapat.publish.quarter.process import attendance, hours
from sapat.publish.quarter.subjects import subjects
from sapat.school.boundary import within
from sapat.school.calendar.rules import ROMAN, TermCode, TermKind, year_label
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people


@dataclass(frozen=True)
class Wish:
    """What is asked for; the texts are None where the draft is to stand."""

    term: TermCode
    language: str
    variant: Variant = Variant.OFFICIAL
    prepared_by: str = ""
    post: str = ""
    conclusions: Sequence[str] | None = None
    recommendations: Sequence[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Report(Paper):
    """The paper on a term, with its closing text, to be edited before printing."""

    conclusions: Sequence[str] = ()
    recommendations: Sequence[str] = ()


def quarter_report(school: Organisation, wish: Wish, *, at: datetime) -> Report:
    """Return the report on a term, or raise `Refused` where no evidence of it has come in.

    The caller has made sure that whoever reads the internal variant may read names.
    """
    with within(school), translation.override(wish.language):
        material = gather(school, wish.term, variant=wish.variant)
        return _report(school, wish, material, at)


def _drafts(material: Material, at: datetime) -> tuple[list[str], list[str]]:
    today = timezone.localdate(at)
    return draft_conclusions(material), draft_recommendations(material, today=today)


def _report(school: Organisation, wish: Wish, material: Material, at: datetime) -> Report:
    drafted, proposed = _drafts(material, at)
    texts = (
        drafted if wish.conclusions is None else wish.conclusions,
        proposed if wish.recommendations is None else wish.recommendations,
    )
    ends = material.ground.days(wish.term)[1]
    director = people.director(ends) or people.director(timezone.localdate(at))
    return Report(
        language=wish.language,
        kind=_("Report on the term"),
        title=title_of(wish.term),
        school=school.edition(ends).name,
        subject=wish.term.label,
        frozen_at=at,
        watermark=doubts.watermark(material),
        facts=_facts(wish, at),
        sections=(
            general(material),
            attainment(material),
            subjects(material),
            lists(material),
            attendance(material),
            hours(material),
            figures(material),
            grounds.grounds(material),
            conclusions(texts),
        ),
        signatures=(
            Signature(wish.post or _("Deputy director"), wish.prepared_by),
            Signature(_("Director"), director.short_name if director else ""),
        ),
        annexes=_annexes(material),
        conclusions=texts[0],
        recommendations=texts[1],
    )


def _annexes(material: Material) -> list[Section]:
    """Return the names, for the school itself alone, and what the figures stand on."""
    named = material.variant is Variant.INTERNAL and material.table is not None
    return [*([annex(material)] if named else []), grounds.annex(material)]


def title_of(term: TermCode) -> str:
    """Return the title of the report on a term."""
    facts = {"number": ROMAN[term.number], "year": year_label(term.year)}
    match term.kind:
        case TermKind.QUARTER:
            return (
                _("Report on the results of quarter %(number)s of the school year %(year)s") % facts
            )
        case TermKind.HALF:
            return (
                _("Report on the results of half-year %(number)s of the school year %(year)s")
                % facts
            )
        case TermKind.SESSION:
            return (
                _("Report on the results of session %(number)s of the school year %(year)s") % facts
            )
        case _:
            return _("Report on the results of the school year %(year)s") % facts


def _facts(wish: Wish, at: datetime) -> list[tuple[str, str]]:
    local = timezone.localtime(at)
    who = " ".join(filter(None, (wish.post, wish.prepared_by)))
    variants = {
        Variant.INTERNAL: _("for the school itself, with names"),
        Variant.OFFICIAL: _("without names"),
        Variant.PUBLIC: _("for publication, without names; groups of fewer than ten are not shown"),
    }
    found = [
        (_("Figures frozen"), f"{day(local.date())}, {local:%H:%M}"),
        (_("Edition"), variants[wish.variant]),
        (_("Prepared by"), who),
        (_("Discussed"), _("pedagogical council, protocol № ______ of ____________")),
    ]
    return [(name, words) for name, words in found if words]
