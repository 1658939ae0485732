"""Addresses of the quality policy."""

from django.urls import path

from sapat.web.pages.plan import plan_papers, policy

urls = [
    path("policy/", policy.policy, name="policy"),
    path("policy/new/", policy.begin, name="begin_policy"),
    path("policy/review/", policy.review, name="review_policy"),
    path("policy/<int:policy_edition_id>/opening/", policy.opening, name="policy_opening"),
    path("policy/<int:policy_edition_id>/sheet/", plan_papers.policy_sheet, name="policy_sheet"),
    path("policy/<int:policy_edition_id>/adopt/", policy.adopt, name="adopt_policy"),
    path("policy/<int:policy_edition_id>/approve/", policy.approve, name="approve_policy"),
    path("policy/sections/<int:policy_section_id>/", policy.section, name="policy_section"),
]
