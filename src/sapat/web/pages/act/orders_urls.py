"""Addresses of orders."""

from django.urls import path

from sapat.web.pages.act import order_points as points
from sapat.web.pages.act import orders

ALL = "orders/"
ONE = "orders/<int:order_id>/"
POINT = "orders/points/<int:order_point_id>/"

urls = [
    path(ALL, orders.orders, name="orders"),
    path(f"{ALL}new/", orders.new_order, name="new_order"),
    path(f"{ALL}from/<int:decision_id>/", orders.draft_order, name="draft_order"),
    path(f"{ALL}book/", orders.order_register, name="order_register"),
    path(ONE, orders.order, name="order"),
    path(f"{ONE}text/", orders.restate_order, name="restate_order"),
    path(f"{ONE}sign/", orders.sign_order, name="sign_order"),
    path(f"{ONE}drop/", orders.drop_order, name="drop_order"),
    path(f"{ONE}cancel/", orders.cancel_order, name="cancel_order"),
    path(f"{ONE}paper/", orders.order_sheet, name="order_sheet"),
    path(f"{ONE}point/", points.add_order_point, name="add_order_point"),
    path(f"{ONE}people/", points.name_people, name="name_people"),
    path(f"{ONE}note/", points.take_note, name="take_note"),
    path(f"{ONE}note/paper/", points.note_on_paper, name="note_on_paper"),
    path(POINT, points.restate_order_point, name="restate_order_point"),
    path(f"{POINT}drop/", points.drop_order_point, name="drop_order_point"),
    path(f"{POINT}report/", points.report_point, name="report_point"),
    path(f"{POINT}confirm/", points.confirm_point, name="confirm_point"),
    path(f"{POINT}back/", points.return_point, name="return_point"),
]
