"""Tables as files: the indicators of a term, one indicator by groups, the deputy head's table."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.measuring.labels import PEOPLE, dim_name
from sapat.check.measuring.readings import readings
from sapat.check.measuring.table import table_of
from sapat.publish.exports.delimited import delimited
from sapat.publish.exports.readings import breakdown_table, indicator_table
from sapat.publish.exports.tables import Table
from sapat.publish.exports.workbook import workbook
from sapat.publish.quarter.attainment import comparison, deputy_table
from sapat.web.doors import SchoolRequest, right
from sapat.web.files import attachment
from sapat.web.pages.check.terms import Chosen, chosen_term


@right("indicator.read")
@require_safe
def indicators_file(request: SchoolRequest) -> HttpResponse:
    """Hand out all indicators of a term; `block` narrows to one block."""
    chosen = chosen_term(request)
    block = request.GET.get("block", "")
    if chosen.term is None:
        raise Http404
    known = chosen.ground.book(chosen.term).system.active
    codes = [each.code for each in known if not block or each.block == block]
    if not codes:
        raise Http404
    found = readings(chosen.ground, chosen.term, codes=codes)
    return _file(request, chosen, [indicator_table(_("Indicators"), found)])


@right("indicator.read")
@require_safe
def breakdown_file(request: SchoolRequest) -> HttpResponse:
    """Hand out one indicator by the groups of one dimension: `indicator` and `by`."""
    chosen = chosen_term(request)
    code, dim = request.GET.get("indicator", ""), request.GET.get("by", "")
    if chosen.term is None:
        raise Http404
    known = chosen.ground.book(chosen.term).indicators.get(code)
    if known is None or dim not in known.dims:
        raise Http404
    if dim in PEOPLE and not request.may("indicator.by_teacher"):
        raise PermissionDenied
    found = readings(chosen.ground, chosen.term, codes=[code], by=[dim])
    title = f"{code} {known.name}, {dim_name(dim)}"
    return _file(request, chosen, [breakdown_table(title, dim, found)])


@right("indicator.read")
@require_safe
def table_file(request: SchoolRequest) -> HttpResponse:
    """Hand out the deputy head's table; as a workbook with the comparison on a second sheet."""
    chosen = chosen_term(request)
    found = table_of(chosen.ground, chosen.term) if chosen.term else None
    if found is None:
        raise Http404
    named = request.may("people.read")
    return _file(request, chosen, [deputy_table(found, with_teachers=named), comparison(found)])


def _file(request: SchoolRequest, chosen: Chosen, tables: list[Table]) -> HttpResponse:
    """Write the tables in the form the address asks for; CSV holds the first alone."""
    form = request.GET.get("form", "xlsx")
    term = chosen.term.label if chosen.term else ""
    school = request.school.edition(chosen.ground.today).name
    writers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: workbook(tables, title=tables[0].title, head=f"{school} · {term}"),
        "csv": lambda: delimited(tables[0]),
    }
    if form not in writers:
        raise Http404
    name = (tables[0].title, request.school.code, str(chosen.term))
    return attachment(writers[form](), *name, ending=form)
