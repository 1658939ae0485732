"""Addresses of meetings, their minutes, decisions and proposals."""

from django.urls import path

from sapat.web.pages.act import agenda, decisions, hearings, meetings, minutes, proposals

ALL = "meetings/"
ONE = "meetings/<int:meeting_id>/"
QUESTION = "meetings/questions/<int:agenda_item_id>/"
DECISION = "meetings/decisions/<int:decision_id>/"
PROPOSAL = "meetings/proposals/<int:proposal_id>/"
HEARING = "meetings/hearings/<int:hearing_id>/"

urls = [
    path(ALL, meetings.meetings, name="meetings"),
    path(f"{ALL}new/", meetings.new_meeting, name="new_meeting"),
    path(f"{ALL}standing/", meetings.standing, name="standing"),
    path(f"{ALL}quorum/<int:body_id>/", meetings.set_quorum, name="set_quorum"),
    path(ONE, meetings.meeting, name="meeting"),
    path(f"{ONE}when/", agenda.move_meeting, name="move_meeting"),
    path(f"{ONE}question/", agenda.add_question, name="add_question"),
    path(f"{ONE}invite/", agenda.invite, name="invite"),
    path(f"{ONE}guest/", agenda.add_guest, name="add_guest"),
    path(f"{ONE}came/", agenda.hold_meeting, name="hold_meeting"),
    path(f"{ONE}off/", agenda.call_off, name="call_off"),
    path(f"{ONE}close/", minutes.close_minutes, name="close_minutes"),
    path(f"{ONE}return/", minutes.return_minutes, name="return_minutes"),
    path(f"{ONE}sign/chair/", minutes.sign_as_chair, name="sign_as_chair"),
    path(f"{ONE}sign/secretary/", minutes.sign_as_secretary, name="sign_as_secretary"),
    path(f"{ONE}protocol/", minutes.protocol_paper, name="protocol_paper"),
    path(f"{ONE}invitation/", minutes.invitation_paper, name="invitation_paper"),
    path(f"{ONE}attendance/", minutes.attendance_paper, name="attendance_paper"),
    path(f"{QUESTION}", agenda.restate_question, name="restate_question"),
    path(f"{QUESTION}drop/", agenda.drop_question, name="drop_question"),
    path(f"{QUESTION}heard/", minutes.write_heard, name="write_heard"),
    path(f"{QUESTION}decide/", minutes.decide, name="decide"),
    path(f"{QUESTION}figures/", hearings.hand_figures, name="hand_figures"),
    path(f"{HEARING}opinion/", hearings.state_opinion, name="state_opinion"),
    path(f"{HEARING}paper/", hearings.pack_paper, name="pack_paper"),
    path("meetings/decisions/", decisions.decisions, name="decisions"),
    path("meetings/decisions/new/", decisions.decide_alone, name="decide_alone"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}correct/", minutes.restate_decision, name="restate_decision"),
    path(f"{DECISION}report/", decisions.report_decision, name="report_decision"),
    path(f"{DECISION}confirm/", decisions.confirm_decision, name="confirm_decision"),
    path(f"{DECISION}back/", decisions.return_decision, name="return_decision"),
    path(f"{DECISION}term/", decisions.carry_over, name="carry_over"),
    path(f"{DECISION}owner/", decisions.hand_over, name="hand_over"),
    path(f"{DECISION}effect/", decisions.check_decision, name="check_decision"),
    path(f"{DECISION}cancel/", decisions.cancel_decision, name="cancel_decision"),
    path(f"{DECISION}extract/", decisions.extract_paper, name="extract_paper"),
    path("meetings/proposals/", proposals.proposals, name="proposals"),
    path("meetings/proposals/new/", proposals.propose, name="propose"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}answer/", proposals.answer_proposal, name="answer_proposal"),
    path(f"{PROPOSAL}done/", proposals.carry_out_proposal, name="carry_out_proposal"),
    path(f"{PROPOSAL}back/", proposals.take_back_proposal, name="take_back_proposal"),
]
