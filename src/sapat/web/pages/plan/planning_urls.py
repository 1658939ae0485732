"""Addresses of plans and their measures."""

from django.urls import path

from sapat.web.pages.plan import cycle, measures, plan_approval, plan_papers, plans

urls = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new_plan, name="new_plan"),
    path("plans/mine/", measures.my_measures, name="my_measures"),
    path("plans/measures/", measures.measures, name="measures"),
    path("plans/units/", measures.coverage, name="coverage"),
    path("plans/cycle/", cycle.cycle, name="cycle"),
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
    path("plans/<int:plan_id>/sheet/", plan_papers.plan_sheet, name="plan_sheet"),
    path("plans/<int:plan_id>/document/", plan_approval.write_plan, name="write_plan"),
    path("plans/<int:plan_id>/adopt/", plan_approval.adopt_plan, name="adopt_plan"),
    path("plans/<int:plan_id>/approve/", plan_approval.approve_plan, name="approve_plan"),
    path("plans/<int:plan_id>/name/", plans.restate, name="restate_plan"),
    path("plans/<int:plan_id>/add/", measures.add, name="add_measure"),
    path("plans/<int:plan_id>/down/", plans.cascade, name="cascade"),
    path("plans/<int:plan_id>/open/", plans.publish, name="publish_plan"),
    path("plans/measures/<int:plan_item_id>/", measures.item, name="item"),
    path("plans/measures/<int:plan_item_id>/correct/", measures.rewrite, name="rewrite_item"),
    path("plans/measures/<int:plan_item_id>/done/", measures.finish, name="finish_item"),
    path("plans/measures/<int:plan_item_id>/move/", measures.move, name="move_item"),
    path("plans/measures/<int:plan_item_id>/drop/", measures.drop, name="drop_item"),
]
