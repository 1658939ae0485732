"""What waits in the registers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.registers import reads


@due("partners.contact")
def next_contacts(question: Question) -> Iterator[Due]:
    """List the next contact with each partner."""
    for row in reads.partners(question.day):
        if row.next_contact_on:
            yield Due(
                f"partner.contact:{row.pk}:{row.next_contact_on}",
                _("Get in contact with %(name)s") % {"name": row.name},
                row.next_contact_on,
                "plan:partner",
                (row.pk,),
                persons=frozenset({row.keeper_id} if row.keeper_id else ()),
                roles=frozenset(() if row.keeper_id else {Role.CAREER_HEAD.value}),
                phase="do",
                clause="A6-3",
            )
