"""Addresses of control: the wheel, the digests, the control notes."""

from django.urls import path

from sapat.web.pages.plan import control, wheel

PLACE = "regulation/"
NOTE = f"{PLACE}control-notes/<int:controlnote_id>/"

urls = [
    path(f"{PLACE}wheel/", wheel.wheel, name="wheel"),
    path(f"{PLACE}weeks/", control.digests, name="digests"),
    path(f"{PLACE}weeks/<int:weeklydigest_id>/", control.digest, name="digest"),
    path(f"{PLACE}control-notes/", control.control_notes, name="control_notes"),
    path(f"{PLACE}control-notes/draft/", control.draft_control_note, name="draft_control_note"),
    path(NOTE, control.control_note, name="control_note"),
    path(f"{NOTE}write/", control.write_control_note, name="write_control_note"),
    path(f"{NOTE}sign/", control.sign_control_note, name="sign_control_note"),
]
