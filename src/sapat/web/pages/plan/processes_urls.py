"""Addresses of the processes."""

from django.urls import path

from sapat.web.pages.plan import process_cards as cards
from sapat.web.pages.plan.processes import chains, edition, process, processes

urls = [
    path("processes/", processes, name="processes"),
    path("processes/chains/", chains, name="chains"),
    path("processes/new/", cards.new_process, name="new_process"),
    path("processes/take-over/", cards.take_over, name="take_over_processes"),
    path("processes/<int:process_id>/", process, name="process"),
    path("processes/<int:process_id>/edit/", cards.edit_process, name="edit_process"),
    path("processes/<int:process_id>/end/", cards.end_process, name="end_process"),
    path("processes/<int:process_id>/ground/", cards.process_ground, name="process_ground"),
    path("processes/<int:process_id>/risk/", cards.new_risk, name="new_risk"),
    path("processes/<int:process_id>/measure/", cards.new_measure, name="new_measure"),
    path("processes/risks/<int:processrisk_id>/", cards.drop_risk, name="drop_risk"),
    path("processes/measures/<int:processmeasure_id>/", cards.drop_measure, name="drop_measure"),
    path("processes/flows/<int:processflow_id>/", cards.link_flow, name="link_flow"),
    path("processes/links/<int:processlink_id>/", cards.unlink, name="unlink"),
    path("processes/editions/<int:processedition_id>/", edition, name="process_edition"),
]
