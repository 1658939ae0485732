"""What waits in the room of breaches, told in private: no list of others' work ever shows it.

Keys and sentences for the person concerned say nothing of a case: reminders and letters keep them.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.act.breaches import reads
from sapat.act.breaches.models import Breach
from sapat.act.breaches.rules import HANDLE_DAYS, BreachState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

OFFICE = frozenset({Role.DIRECTOR.value, Role.CLERK.value})
CLAUSE = "A5-5e"


@due("breaches.open")
def open_breaches(question: Question) -> Iterator[Due]:
    """List what the person concerned is asked, and what the office has to do next."""
    for row in question.once(reads.open_breaches):
        if row.state == BreachState.ASKED and row.explain_by and row.person_id:
            said = _("A question to you alone: read and answer")
            yield _own(row, f"private.answer:{row.explain_by}", said)
        elif row.state == BreachState.DECIDED and row.reply_by and not row.replied_on:
            said = _("A letter to you alone: read it; you may reply")
            yield _own(row, f"private.reply:{row.reply_by}", said)
        yield _of_office(row)


def _own(row: Breach, key: str, sentence: str) -> Due:
    by = row.explain_by if row.state == BreachState.ASKED else row.reply_by
    return Due(
        key,
        sentence,
        by or row.opened_on,
        "act:own_breach",
        (row.pk,),
        persons=frozenset({row.person_id} if row.person_id else ()),
        phase="act",
        clause=CLAUSE,
        private=True,
    )


def _of_office(row: Breach) -> Due:
    decided = row.state == BreachState.DECIDED
    said = (
        _("Close the case %(name)s once the reply or its term is there")
        if decided
        else _("Bring the case %(name)s to a decision")
    )
    term = row.reply_by if decided and row.reply_by else row.opened_on + timedelta(days=HANDLE_DAYS)
    return Due(
        f"breach.{'close' if decided else 'decide'}:{row.pk}",
        said % {"name": row.name},
        term,
        "act:breach",
        (row.pk,),
        roles=OFFICE,
        phase="act",
        clause=CLAUSE,
        private=True,
        but=frozenset({row.person_id} if row.person_id else ()),
    )
