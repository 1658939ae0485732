"""What waits in the room of findings."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sapat.check.findings import reads
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import FindingState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role


@due("findings.open")
def open_findings(question: Question) -> Iterator[Due]:
    """List what waits to be confirmed, and the findings whose term comes."""
    for row in question.once(_open):
        if row.state == FindingState.WRITTEN:
            yield Due(
                f"finding.confirm:{row.pk}",
                _("Confirm the finding or say why not: %(title)s") % {"title": row.title},
                row.confirm_by,
                "act:finding",
                (row.pk,),
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="check",
            )
        elif row.due_on:
            yield Due(
                f"finding.close:{row.pk}:{row.due_on}",
                _("Bring the finding to its end: %(title)s") % {"title": row.title},
                row.due_on,
                "act:finding",
                (row.pk,),
                persons=frozenset({row.owner_id} if row.owner_id else ()),
                phase="act",
            )


def _open() -> list[Finding]:
    return list(reads.open_findings())
