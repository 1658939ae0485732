"""Addresses of information requests."""

from django.urls import path

from sapat.web.pages.plan import inquiries as pages

ALL = "requirements/information/"

urls = [
    path(ALL, pages.inquiries, name="inquiries"),
    path(f"{ALL}new/", pages.new_inquiry, name="new_inquiry"),
    path(f"{ALL}study/", pages.study_needs, name="study_needs"),
    path(f"{ALL}study/<int:needs_study_id>/heard/", pages.hear_study, name="hear_study"),
    path(f"{ALL}<int:inquiry_id>/report/", pages.match_inquiry, name="match_inquiry"),
    path(f"{ALL}<int:inquiry_id>/answer/", pages.answer_inquiry, name="answer_inquiry"),
]
