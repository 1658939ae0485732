"""Addresses of instruments."""

from django.urls import path

from sapat.web.pages.plan import instruments as pages

ONE = "instruments/one/<str:instrument>/"
EDITION = "instruments/editions/<int:instrumentedition_id>/"

urls = [
    path("instruments/", pages.instruments, name="instruments"),
    path(f"{EDITION}add/", pages.add_item, name="add_instrument_item"),
    path(f"{EDITION}reword/", pages.reword, name="reword_item"),
    path(f"{EDITION}switch/", pages.switch, name="switch_item"),
    path(f"{EDITION}approve/", pages.approve, name="approve_instrument"),
    path(f"{EDITION}withdraw/", pages.withdraw, name="withdraw_instrument"),
    path(ONE, pages.instrument, name="instrument"),
    path(f"{ONE}paper/", pages.instrument_paper, name="instrument_paper"),
    path(f"{ONE}take/", pages.take_over, name="take_instrument"),
    path(f"{ONE}begin/", pages.begin_edition, name="begin_instrument"),
]
