"""Addresses of resources, training, ethics, registers and change requests."""

from django.urls import URLPattern, path

from sapat.web.pages.plan import (
    change_requests,
    ethics,
    ratings,
    registers,
    resources,
    trainings,
)

RESOURCE = "resources/<int:resourcerequest_id>/"
TRAINING = "resources/trainings/<int:training_id>/"
PARTNER = "registers/partners/<int:partner_id>/"
OFFER = "registers/export/<int:exportoffer_id>/"
CHANGE = "registers/changes/<int:changerequest_id>/"

urls: list[URLPattern] = [
    path("resources/", resources.resources, name="resources"),
    path("resources/new/", resources.ask_resource, name="ask_resource"),
    path(RESOURCE, resources.resource, name="resource"),
    path(f"{RESOURCE}decide/", resources.decide_resource, name="decide_resource"),
    path(f"{RESOURCE}provide/", resources.provide_resource, name="provide_resource"),
    path("resources/trainings/", trainings.trainings, name="trainings"),
    path("resources/trainings/new/", trainings.plan_training, name="plan_training"),
    path(
        "resources/trainings/approve/",
        trainings.approve_training_plan,
        name="approve_training_plan",
    ),
    path(TRAINING, trainings.training, name="training"),
    path(f"{TRAINING}hold/", trainings.hold_training, name="hold_training"),
    path(f"{TRAINING}call-off/", trainings.call_off_training, name="call_off_training"),
    path(f"{TRAINING}people/", trainings.take_part, name="take_part"),
    path("resources/assessors/", trainings.assessors, name="assessors"),
    path("resources/assessors/new/", trainings.appoint_assessor, name="appoint_assessor"),
    path(
        "resources/assessors/<int:assessor_id>/release/",
        trainings.release_assessor,
        name="release_assessor",
    ),
    path("resources/ethics/", ethics.ethics, name="ethics"),
    path("resources/ethics/rules/", ethics.lay_down_ethics, name="lay_down_ethics"),
    path("resources/ethics/promise/", ethics.promise_ethics, name="promise_ethics"),
    path("resources/ethics/complain/", ethics.complain, name="complain"),
    path(
        "resources/ethics/complaints/<int:procedurecomplaint_id>/",
        ethics.complaint,
        name="complaint",
    ),
    path("registers/", registers.registers, name="registers"),
    path("registers/partners/new/", registers.new_partner, name="new_partner"),
    path(PARTNER, registers.partner, name="partner"),
    path(f"{PARTNER}contact/", registers.contact_partner, name="contact_partner"),
    path(f"{PARTNER}end/", registers.end_partner, name="end_partner"),
    path("registers/export/", registers.export, name="export"),
    path("registers/export/new/", registers.new_offer, name="new_offer"),
    path("registers/export/continuity/", registers.lead_on, name="lead_on"),
    path(OFFER, registers.export_offer, name="export_offer"),
    path(f"{OFFER}look-through/", registers.look_through, name="look_through"),
    path(f"{OFFER}end/", registers.end_offer, name="end_offer"),
    path("registers/ratings/", ratings.ratings, name="ratings"),
    path("registers/ratings/new/", ratings.study_method, name="study_method"),
    path("registers/ratings/<int:ratingmethod_id>/place/", ratings.take_place, name="take_place"),
    path("registers/changes/", change_requests.change_requests, name="change_requests"),
    path("registers/changes/new/", change_requests.ask_change, name="ask_change"),
    path(CHANGE, change_requests.change_request, name="change_request"),
    path(f"{CHANGE}decide/", change_requests.decide_change, name="decide_change"),
    path(f"{CHANGE}done/", change_requests.carry_out_change, name="carry_out_change"),
    path(f"{CHANGE}take-back/", change_requests.take_back_change, name="take_back_change"),
]
