"""What the trail says about the plan floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Promise] = {
    "act.checked": _("A cited act was checked"),
    "act.corrected": _("A cited act was corrected"),
    "act.replaced": _("A cited act was replaced"),
    "act.taken_over": _("The usual acts were taken over"),
    "act.written": _("A cited act was written down"),
    "document.adopted": _("A document was adopted"),
    "document.approved": _("A document was approved"),
    "document.cited": _("An act was cited in a document"),
    "document.cited_no_more": _("An act is no longer cited in a document"),
    "document.comment_answered": _("A comment on a document was answered"),
    "document.commented": _("A document was commented on"),
    "document.copied": _("The texts of an edition were copied"),
    "document.drafted": _("A document was drafted"),
    "document.file_kept": _("A file of a document was kept"),
    "document.file_removed": _("A file of a document was removed"),
    "document.in_force": _("A document came into force"),
    "document.restated": _("The register card of a document was corrected"),
    "document.reviewed": _("A document was reviewed"),
    "document.round_opened": _("Comments on a document were asked for"),
    "document.scheduled": _("A document was set to come into force"),
    "document.superseded": _("An edition of a document was superseded"),
    "document.withdrawn": _("An edition of a document was withdrawn"),
    "document.written": _("The text of a document was written"),
    "nomenclature.closed": _("A file of the nomenclature was closed"),
    "nomenclature.opened": _("A file of the nomenclature was opened"),
    "nomenclature.restated": _("A file of the nomenclature was corrected"),
    "nomenclature.taken_over": _("The usual nomenclature was taken over"),
    "requirement.accepted": _("A requirement was accepted"),
    "requirement.analysed": _("A requirement was analysed"),
    "requirement.corrected": _("A requirement was corrected"),
    "requirement.declined": _("A requirement was declined"),
    "requirement.found": _("A requirement was written down"),
    "requirement.handed_over": _("A requirement got an owner"),
    "requirement.reflected": _("A requirement was taken into account"),
    "requirement.satisfied": _("A group was asked again and is satisfied"),
    "requirement.terms_set": _("The terms of the register of requirements were set"),
    "requirement.unsatisfied": _("A group was asked again and is not satisfied"),
    "stakeholder.added": _("A stakeholder group was added"),
    "stakeholder.described": _("A stakeholder group was described"),
    "stakeholder.switched_off": _("A stakeholder group was switched off"),
    "stakeholder.switched_on": _("A stakeholder group was switched on again"),
}

KINDS: dict[str, Promise] = {
    "document": _("documents"),
    "nomenclature": _("nomenclature"),
    "act": _("cited acts"),
    "requirement": _("requirements"),
    "stakeholder": _("stakeholder groups"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
