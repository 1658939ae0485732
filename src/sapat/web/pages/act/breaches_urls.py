"""Addresses of cases of breach: of the office, and of the person concerned."""

from django.urls import path

from sapat.web.pages.act import breach_steps, breaches, own_breaches

ONE = "breaches/<int:breach_id>/"
OWN = "breaches/own/<int:breach_id>/"
FILE = "<int:breachfile_id>/"
urls = [
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/new/", breach_steps.open_breach, name="open_breach"),
    path("breaches/counts/", breaches.breach_counts, name="breach_counts"),
    path("breaches/terms/", breaches.breach_terms, name="breach_terms"),
    path(ONE, breaches.breach, name="breach"),
    path(f"{ONE}correct/", breach_steps.correct_breach, name="correct_breach"),
    path(f"{ONE}evidence/", breach_steps.attach_evidence, name="attach_evidence"),
    path(f"{ONE}ask/", breach_steps.ask_explanation, name="ask_explanation"),
    path(f"{ONE}paper/", breach_steps.explanation_on_paper, name="explanation_on_paper"),
    path(f"{ONE}no-explanation/", breach_steps.no_explanation, name="no_explanation"),
    path(f"{ONE}measure/", breach_steps.choose_measure, name="choose_measure"),
    path(f"{ONE}order/", breach_steps.measure_order, name="measure_order"),
    path(f"{ONE}draft-order/", breach_steps.draft_measure_order, name="draft_measure_order"),
    path(f"{ONE}close/", breach_steps.close_breach, name="close_breach"),
    path(f"{ONE}drop/", breach_steps.drop_breach, name="drop_breach"),
    path(f"{ONE}finding/", breach_steps.breach_finding, name="breach_finding"),
    path(f"breaches/files/{FILE}", breaches.breach_file, name="breach_file"),
    path("breaches/own/", own_breaches.own_breaches, name="own_breaches"),
    path(OWN, own_breaches.own_breach, name="own_breach"),
    path(f"{OWN}explain/", own_breaches.explain_breach, name="explain_breach"),
    path(f"{OWN}reply/", own_breaches.reply_breach, name="reply_breach"),
    path(f"breaches/own/files/{FILE}", own_breaches.own_breach_file, name="own_breach_file"),
]
