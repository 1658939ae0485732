"""Addresses of the system of indicators and of its editor."""

from django.urls import path

from sapat.web.pages.plan import indicator_editor, proposals

ONE = "instruments/proposals/<int:indicatorproposal_id>/"

urls = [
    path("instruments/proposals/", proposals.proposals, name="proposals"),
    path("instruments/proposals/new/", indicator_editor.editor, name="new_indicator"),
    path("instruments/proposals/about/", proposals.propose, name="propose"),
    path(ONE, proposals.proposal, name="proposal"),
    path(f"{ONE}version/", indicator_editor.new_version, name="new_indicator_version"),
    path(f"{ONE}comment/", proposals.comment, name="comment_proposal"),
    path(f"{ONE}discuss/", proposals.discuss, name="discuss_proposal"),
    path(f"{ONE}approve/", proposals.approve, name="approve_proposal"),
    path(f"{ONE}decline/", proposals.decline, name="decline_proposal"),
    path(f"{ONE}take-back/", proposals.take_back, name="take_back_proposal"),
]
