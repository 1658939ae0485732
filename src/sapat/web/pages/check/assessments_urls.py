"""Addresses of self-assessment."""

from django.urls import path

from sapat.web.pages.check import annexes, assessed_criterion, assessments, criteria_sets

ALL = "assessments/"
ONE = "assessments/<int:assessment_id>/"
LINE = "assessments/criteria/<int:assessed_criterion_id>/"
ANNEX = "assessments/annexes/<int:assessment_evidence_id>/"
SETS = "assessments/sets/"
SET = "assessments/sets/<int:criteria_set_id>/"

urls = [
    path(ALL, assessments.assessments, name="assessments"),
    path(f"{ALL}new/", assessments.new_assessment, name="new_assessment"),
    path(ONE, assessments.assessment, name="assessment"),
    path(f"{ONE}plan/", assessments.replan_assessment, name="replan_assessment"),
    path(f"{ONE}start/", assessments.start_assessment, name="start_assessment"),
    path(f"{ONE}give/", assessments.give_criteria, name="give_criteria"),
    path(f"{ONE}close/", assessments.close_assessment, name="close_assessment"),
    path(f"{ONE}drop/", assessments.drop_assessment, name="drop_assessment"),
    path(f"{ONE}lay/", annexes.lay_annex, name="lay_annex"),
    path(f"{ONE}lay-file/", annexes.lay_file, name="lay_file"),
    path(LINE, assessed_criterion.assessed_criterion, name="assessed_criterion"),
    path(f"{LINE}judge/", assessed_criterion.judge_criterion, name="judge_criterion"),
    path(f"{LINE}agree/", assessed_criterion.agree_criterion, name="agree_criterion"),
    path(f"{LINE}back/", assessed_criterion.send_criterion_back, name="send_criterion_back"),
    path(f"{ANNEX}criteria/", annexes.move_annex, name="move_annex"),
    path(f"{ANNEX}take-away/", annexes.take_annex_away, name="take_annex_away"),
    path(f"{ANNEX}file/", annexes.annex_file, name="annex_file"),
    path(SETS, criteria_sets.criteria_sets, name="criteria_sets"),
    path(f"{SETS}take/", criteria_sets.take_criteria, name="take_criteria"),
    path(f"{SETS}bring/", criteria_sets.bring_criteria, name="bring_criteria"),
    path(SET, criteria_sets.criteria_set, name="criteria_set"),
    path(f"{SET}retire/", criteria_sets.retire_criteria, name="retire_criteria"),
]
