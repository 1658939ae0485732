"""Lay out a school year; change its dates mid-year."""

from datetime import datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.calendar.layout import Layout
from sapat.school.calendar.models import Holiday, SchoolYear, Term
from sapat.school.calendar.rules import NotSo, Span, TermCode, why_not_spans, year_label
from sapat.school.organisations.models import Organisation


@transaction.atomic
def lay_out(school: Organisation, layout: Layout, *, by: User | None, at: datetime) -> SchoolYear:
    """Open a school year with its terms and holidays."""
    _refuse(layout)
    with within(school):
        if SchoolYear.objects.filter(year=layout.year).exists():
            raise Refused(NotSo.YEAR_EXISTS, year=year_label(layout.year))
        school_year: SchoolYear = SchoolYear.objects.create(
            school=school,
            year=layout.year,
            starts=layout.starts,
            ends=layout.ends,
            kind=layout.kind,
        )
        _write(school_year, layout)
    trail.note(
        "year.laid_out", school_year, chain=school.chain, by=by, at=at, facts={"year": layout.year}
    )
    return school_year


@transaction.atomic
def move_dates(
    school_year: SchoolYear, layout: Layout, *, by: User | None, at: datetime
) -> SchoolYear:
    """Put new dates on an open year; the trail keeps the old ones."""
    _refuse(layout)
    with within(school_year.school):
        before = {str(t.number): f"{t.starts}..{t.ends}" for t in school_year.terms.all()}
        school_year.starts, school_year.ends = layout.starts, layout.ends
        school_year.kind = layout.kind
        school_year.save()
        school_year.terms.all().delete()
        school_year.holidays.all().delete()
        _write(school_year, layout)
    trail.note(
        "year.dates_moved",
        school_year,
        chain=school_year.school.chain,
        by=by,
        at=at,
        facts={"before": before},
    )
    return school_year


def _refuse(layout: Layout) -> None:
    if not layout.terms:
        raise Refused(NotSo.NO_TERMS)
    whole = Span(year_label(layout.year), layout.starts, layout.ends)
    if whole.ends <= whole.starts:
        raise Refused(NotSo.ENDS_BEFORE, term=whole.name)
    spans = [
        Span(TermCode(layout.year, number, layout.kind).short, starts, ends)
        for number, (starts, ends) in enumerate(layout.terms, 1)
    ]
    if objection := why_not_spans(spans, within=whole):
        reason, facts = objection
        raise Refused(reason, **facts)


def _write(school_year: SchoolYear, layout: Layout) -> None:
    school = school_year.school
    Term.objects.bulk_create(
        Term(
            school=school,
            school_year=school_year,
            kind=layout.kind,
            number=number,
            starts=starts,
            ends=ends,
        )
        for number, (starts, ends) in enumerate(layout.terms, 1)
    )
    Holiday.objects.bulk_create(
        Holiday(
            school=school,
            school_year=school_year,
            starts=pause.starts,
            ends=pause.ends,
            grades=pause.grades,
            **Holiday.names(pause.name),
        )
        for pause in layout.breaks
    )
