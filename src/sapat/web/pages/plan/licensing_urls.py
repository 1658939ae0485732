"""Addresses of licence, accreditation and inspection."""

from django.urls import path

from sapat.web.pages.plan import licensing as pages

ALL = "requirements/official/"
ONE = f"{ALL}<int:requirement_set_id>/"
ITEM = f"{ALL}items/<int:requirement_item_id>/"

urls = [
    path(ALL, pages.sets, name="sets"),
    path(f"{ALL}new/", pages.new_set, name="new_set"),
    path(ONE, pages.requirement_set, name="requirement_set"),
    path(f"{ONE}correct/", pages.restate_set, name="restate_set"),
    path(f"{ONE}end/", pages.end_set, name="end_set"),
    path(f"{ONE}check/", pages.check_set, name="check_set"),
    path(f"{ONE}file/", pages.readiness_file, name="readiness_file"),
    path(f"{ONE}items/new/", pages.new_item, name="new_item"),
    path(ITEM, pages.item, name="requirement_item"),
    path(f"{ITEM}correct/", pages.restate_item, name="restate_item"),
    path(f"{ITEM}retire/", pages.retire_item, name="retire_item"),
]
