"""What waits in the room of actions."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.act.actions import reads
from sapat.act.actions.models import Action
from sapat.act.actions.rules import JUDGE_DAYS, ActionState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role


@due("actions.open")
def open_actions(question: Question) -> Iterator[Due]:
    """List what owners have to do, and the effects that can be judged."""
    for row in question.once(_open):
        if row.state in {ActionState.PLANNED, ActionState.STARTED}:
            yield Due(
                f"action.do:{row.pk}:{row.due_on}",
                _("Carry out: %(title)s") % {"title": row.title},
                row.due_on,
                "act:action",
                (row.pk,),
                persons=frozenset({row.owner_id}),
                phase="act",
                clause="A7.3-2",
            )
        elif row.judged_from:
            yield Due(
                f"action.judge:{row.pk}",
                _("Judge whether it worked: %(title)s") % {"title": row.title},
                row.judged_from + timedelta(days=JUDGE_DAYS),
                "act:action",
                (row.pk,),
                roles=frozenset({Role.DEP_ACADEMIC.value, Role.AUDITOR.value}),
                phase="check",
                clause="A7.3-2",
            )


def _open() -> list[Action]:
    return list(reads.open_actions())
