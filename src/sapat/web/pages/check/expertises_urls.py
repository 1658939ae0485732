"""Addresses of expert reviews, below a school."""

from django.urls import path

from sapat.web.pages.check import expertise_steps as steps
from sapat.web.pages.check.expertises import expertise, expertise_sheet, expertises

ONE = "expertises/<int:expertise_id>/"

urls = [
    path("expertises/", expertises, name="expertises"),
    path("expertises/new/", steps.plan_expertise, name="plan_expertise"),
    path(ONE, expertise, name="expertise"),
    path(f"{ONE}paper/", expertise_sheet, name="expertise_sheet"),
    path(f"{ONE}name/", steps.name_expert, name="name_expert"),
    path(f"{ONE}criterion/", steps.add_criterion, name="add_criterion"),
    path(f"{ONE}begin/", steps.begin_expertise, name="begin_expertise"),
    path(f"{ONE}judge/", steps.judge_expertise, name="judge_expertise"),
    path(f"{ONE}advise/", steps.advise_expertise, name="advise_expertise"),
    path(f"{ONE}conclude/", steps.conclude_expertise, name="conclude_expertise"),
    path(f"{ONE}back/", steps.reopen_expertise, name="reopen_expertise"),
    path(f"{ONE}sign/", steps.sign_expertise, name="sign_expertise"),
    path(f"{ONE}heard/", steps.hear_expertise, name="hear_expertise"),
    path(f"{ONE}drop/", steps.drop_expertise, name="drop_expertise"),
    path(
        "expertises/experts/<int:expertisemember_id>/away/",
        steps.take_expert_away,
        name="take_expert_away",
    ),
    path(
        "expertises/experts/<int:expertisemember_id>/signed/",
        steps.sign_expertise_on_paper,
        name="sign_expertise_on_paper",
    ),
    path("expertises/advice/<int:expertiseadvice_id>/drop/", steps.drop_advice, name="drop_advice"),
]
