"""What the imports prove: that data come in, are taken over and are kept."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.evidence.imports import reads
from sapat.evidence.imports.cycle import Cycle, Limits, judge
from sapat.evidence.store import reads as store


@proof(
    "evidence.life_cycle",
    _("Data come in, are taken over, lie whole in the store and are backed up"),
    Parameter("days", _("days without new evidence after which it has stopped"), 120),
    Parameter("waits", _("days for which a file that was read may wait"), 14),
    Parameter("backup", _("days for which a backup is fresh; 0: do not ask"), 7),
)
def life_cycle(question: Question) -> Answer:
    """Judge whether data are collected, processed and kept."""
    held = question.once(store.held, question.day)
    cycle = Cycle(
        batches=len(held),
        last=max((one.made_on for one in held), default=None),
        lost=len(question.once(store.lost, question.day)),
        waiting=tuple(question.once(reads.waiting, question.day)),
        backup=question.once(store.last_backup),
    )
    limits = Limits(question.number("days"), question.number("waits"), question.number("backup"))
    state, reason, facts = judge(cycle, limits, question.day)
    since = cycle.last if state == State.PROVED else None
    records = [Record(str(_("Imports")), "evidence:imports", kind="import")] if held else []
    return Answer(state, reason, facts, since=since, records=records)
