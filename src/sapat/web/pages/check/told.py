"""What the trail says about the check floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Promise] = {
    "finding.cause": _("A cause of a finding was named"),
    "finding.cause_dropped": _("A cause of a finding was taken away"),
    "finding.closed": _("A finding was closed"),
    "finding.confirmed": _("A finding was confirmed"),
    "finding.corrected": _("A finding was reworded"),
    "finding.handed": _("A finding was handed to somebody else"),
    "finding.refused": _("A finding was not confirmed"),
    "finding.reopened": _("A finding was opened again"),
    "finding.written": _("A finding was written down"),
    "paper_check.confirmed": _("Figures typed by hand were confirmed against the paper"),
    "paper_check.differed": _("Figures typed by hand differ from the paper"),
    "paper_check.drawn": _("A sample of figures typed by hand was drawn"),
    "quality_issue.accepted": _("Data were accepted as they are"),
    "quality_issue.explained": _("An issue in the data was explained"),
    "quality_issue.looked": _("The data were checked"),
    "signal.accepted": _("A signal was accepted"),
    "signal.acted_on": _("Something was begun because of a signal"),
    "signal.explained": _("A signal was explained"),
    "signal.factor_dropped": _("A factor behind a signal was taken back"),
    "signal.factor_named": _("A factor behind a signal was named"),
    "signal.watched": _("The figures of a term were watched"),
    "test.kept": _("Answers to a test were kept"),
    "test.key_corrected": _("The key of a test was corrected"),
    "test.replaced": _("Answers to a test were replaced"),
}

KINDS: dict[str, Promise] = {
    "finding": _("findings"),
    "paper_check": _("comparison with the paper"),
    "quality_issue": _("data quality"),
    "signal": _("Signals"),
    "test": _("tests"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
