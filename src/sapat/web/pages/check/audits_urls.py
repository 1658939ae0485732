"""Addresses of audits and in-school control."""

from django.urls import path

from sapat.web.pages.check import (
    audit,
    audit_checklist,
    audit_programmes,
    audit_report,
    audits,
)

ALL = "audits/"
PROGRAMME = f"{ALL}programmes/<int:auditprogramme_id>/"
ONE = f"{ALL}<int:audit_id>/"
QUESTION = f"{ALL}questions/<int:auditquestion_id>/"

urls = [
    path(ALL, audits.audits, name="audits"),
    path(f"{ALL}control/", audits.audits_control, name="audits_control"),
    path(
        f"{ALL}programmes/new/", audit_programmes.audits_new_programme, name="audits_new_programme"
    ),
    path(PROGRAMME, audit_programmes.audits_programme, name="audits_programme"),
    path(
        f"{PROGRAMME}paper/",
        audit_programmes.audits_programme_paper,
        name="audits_programme_paper",
    ),
    path(f"{PROGRAMME}frame/", audit_programmes.audits_frame, name="audits_frame"),
    path(f"{PROGRAMME}take-in/", audit_programmes.audits_take_in, name="audits_take_in"),
    path(f"{PROGRAMME}approve/", audit_programmes.audits_approve, name="audits_approve"),
    path(f"{PROGRAMME}plan/", audit_programmes.audits_plan, name="audits_plan"),
    path(f"{ALL}lines/<int:programmeline_id>/", audit_programmes.audits_weigh, name="audits_weigh"),
    path(ONE, audit.audits_audit, name="audits_audit"),
    path(f"{ONE}paper/", audit.audits_paper, name="audits_paper"),
    path(f"{ONE}plan/", audit.audits_restate, name="audits_restate"),
    path(f"{ONE}move/", audit.audits_move, name="audits_move"),
    path(f"{ONE}call-off/", audit.audits_call_off, name="audits_call_off"),
    path(f"{ONE}team/", audit.audits_seat, name="audits_seat"),
    path(f"{ALL}seats/<int:auditseat_id>/drop/", audit.audits_unseat, name="audits_unseat"),
    path(f"{ONE}begin/", audit.audits_begin, name="audits_begin"),
    path(f"{ONE}finish/", audit.audits_finish, name="audits_finish"),
    path(f"{ONE}checklist/", audit_checklist.audits_checklist, name="audits_checklist"),
    path(f"{ONE}checklist/make/", audit_checklist.audits_make, name="audits_make"),
    path(f"{ONE}checklist/ask/", audit_checklist.audits_ask, name="audits_ask"),
    path(
        f"{ONE}checklist/paper/",
        audit_checklist.audits_checklist_paper,
        name="audits_checklist_paper",
    ),
    path(QUESTION, audit_checklist.audits_answer, name="audits_answer"),
    path(f"{QUESTION}drop/", audit_checklist.audits_drop_question, name="audits_drop_question"),
    path(f"{ONE}find/", audit_checklist.audits_find, name="audits_find"),
    path(f"{ONE}report/", audit_report.audits_write, name="audits_write"),
    path(f"{ONE}report/paper/", audit_report.audits_report_paper, name="audits_report_paper"),
    path(f"{ONE}report/sign/", audit_report.audits_sign, name="audits_sign"),
    path(f"{ONE}report/countersign/", audit_report.audits_countersign, name="audits_countersign"),
    path(f"{ONE}report/confirm/", audit_report.audits_confirm, name="audits_confirm"),
    path(f"{ONE}report/refuse/", audit_report.audits_refuse, name="audits_refuse"),
]
