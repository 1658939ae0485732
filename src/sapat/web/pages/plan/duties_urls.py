"""Addresses of the duties and of my contribution."""

from django.urls import path

from sapat.web.pages.plan import duty_changes as writing
from sapat.web.pages.plan.duties import contributions, duties, duty, my_contribution
from sapat.web.pages.plan.duty_paper import duties_paper

urls = [
    path("processes/duties/", duties, name="duties"),
    path("processes/duties/paper/", duties_paper, name="duties_paper"),
    path("processes/duties/lay-out/", writing.lay_out, name="lay_out_duties"),
    path("processes/duties/new/", writing.new_duty, name="new_duty"),
    path("processes/duties/approve/", writing.approve_matrix, name="approve_matrix"),
    path("processes/duties/sign/", writing.sign_matrix, name="sign_matrix"),
    path("processes/duties/<int:duty_id>/", duty, name="duty"),
    path("processes/duties/<int:duty_id>/words/", writing.reword_duty, name="reword_duty"),
    path("processes/duties/<int:duty_id>/give/", writing.give_duty, name="give_duty"),
    path("processes/duties/<int:duty_id>/reassign/", writing.reassign_duty, name="reassign_duty"),
    path(
        "processes/duties/holders/<int:dutyholder_id>/", writing.release_duty, name="release_duty"
    ),
    path("contribution/", my_contribution, name="contribution"),
    path("contribution/confirm/", writing.confirm_contribution, name="confirm_contribution"),
    path("processes/contributions/", contributions, name="contributions"),
    path(
        "processes/contributions/on-paper/",
        writing.contributions_on_paper,
        name="contributions_on_paper",
    ),
]
