"""Addresses of requirements and of the groups that require."""

from django.urls import path

from sapat.web.pages.plan import (
    groups,
    inquiries_urls,
    licensing_urls,
    programmes_urls,
    requirement,
    requirements,
)

ONE = "requirements/<int:requirement_id>/"

urls = [
    path("requirements/", requirements.requirements, name="requirements"),
    path("requirements/new/", requirements.new_requirement, name="new_requirement"),
    path("requirements/several/", requirements.several_requirements, name="several_requirements"),
    path("requirements/terms/", requirements.requirement_terms, name="requirement_terms"),
    path("requirements/edition/", requirements.freeze_register, name="freeze_register"),
    path(ONE, requirement.requirement, name="requirement"),
    path(f"{ONE}correct/", requirement.correct_requirement, name="correct_requirement"),
    path(f"{ONE}owner/", requirement.hand_over_requirement, name="hand_over_requirement"),
    path(f"{ONE}analyse/", requirement.analyse_requirement, name="analyse_requirement"),
    path(f"{ONE}decide/", requirement.decide_requirement, name="decide_requirement"),
    path(f"{ONE}account/", requirement.account_requirement, name="account_requirement"),
    path(f"{ONE}ask/", requirement.ask_again, name="ask_again"),
    path("requirements/groups/", groups.groups, name="groups"),
    path("requirements/groups/new/", groups.new_group, name="new_group"),
    path("requirements/groups/<str:group>/", groups.describe_group, name="describe_group"),
    path("requirements/groups/<str:group>/off/", groups.switch_off_group, name="switch_off_group"),
    path("requirements/groups/<str:group>/on/", groups.switch_on_group, name="switch_on_group"),
    *licensing_urls.urls,
    *programmes_urls.urls,
    *inquiries_urls.urls,
]
