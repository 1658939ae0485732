"""Addresses of self-assessment."""

from django.urls import path

from sapat.web.pages.check import (
    annexes,
    assessed_criterion,
    assessment_papers,
    assessments,
    criteria_sets,
    joint,
    outside,
    outside_points,
)

ALL = "assessments/"
ONE = "assessments/<int:assessment_id>/"
LINE = "assessments/criteria/<int:assessed_criterion_id>/"
ANNEX = "assessments/annexes/<int:assessment_evidence_id>/"
SETS = "assessments/sets/"
SET = "assessments/sets/<int:criteria_set_id>/"
OUTSIDE = "assessments/outside/"
OUTSIDER = "assessments/outside/<int:outside_assessment_id>/"
POINT = "assessments/outside/points/<int:outside_point_id>/"
JOINT = "assessments/joint/"

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
    path(f"{ONE}dossier/", assessment_papers.assessment_dossier, name="assessment_dossier"),
    path(f"{ONE}pack/", assessment_papers.assessment_pack, name="assessment_pack"),
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
    path(OUTSIDE, outside.outside, name="outside"),
    path(f"{OUTSIDE}new/", outside.keep_outside, name="keep_outside"),
    path(OUTSIDER, outside.outside_assessment, name="outside_assessment"),
    path(f"{OUTSIDER}change/", outside.restate_outside, name="restate_outside"),
    path(f"{OUTSIDER}experts/", outside.compare_outside, name="compare_outside"),
    path(f"{OUTSIDER}point/", outside_points.add_outside_point, name="add_outside_point"),
    path(f"{POINT}change/", outside_points.restate_outside_point, name="restate_outside_point"),
    path(f"{POINT}settle/", outside_points.settle_outside_point, name="settle_outside_point"),
    path(f"{POINT}reopen/", outside_points.reopen_outside_point, name="reopen_outside_point"),
    path(JOINT, joint.joint_discussions, name="joint_discussions"),
    path(f"{JOINT}new/", joint.keep_discussion, name="keep_discussion"),
    path(
        f"{JOINT}<int:joint_discussion_id>/change/",
        joint.restate_discussion,
        name="restate_discussion",
    ),
]
