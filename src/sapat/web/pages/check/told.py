"""What the trail says about the check floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Promise] = {
    "expertise.advice_dropped": _("A recommendation of an expert review was taken back"),
    "expertise.advised": _("An expert review recommended something"),
    "expertise.begun": _("An expert review began"),
    "expertise.concluded": _("An expert review was concluded"),
    "expertise.criterion": _("A criterion was added to an expert review"),
    "expertise.dropped": _("An expert review was given up"),
    "expertise.ended": _("An expert review was signed by all"),
    "expertise.heard": _("A council concluded on an expert review"),
    "expertise.judged": _("Criteria of an expert review were judged"),
    "expertise.led": _("Somebody else leads an expert review"),
    "expertise.named": _("Somebody was named in an expert review"),
    "expertise.planned": _("An expert review was planned"),
    "expertise.reopened": _("A conclusion of an expert review was taken back"),
    "expertise.signed": _("An expert signed a conclusion"),
    "expertise.taken_away": _("Somebody was taken off an expert review"),
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
    "expertise": _("expert reviews"),
    "finding": _("findings"),
    "paper_check": _("comparison with the paper"),
    "quality_issue": _("data quality"),
    "signal": _("Signals"),
    "test": _("tests"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
