"""Addresses of acknowledgements: own readings, campaigns, sheets, newcomers, what is laid down."""

from django.urls import URLPattern, path

from sapat.web.pages.plan import newcomers, reading, reading_setup, readings, sheets

EDITION = "readings/editions/<int:document_edition_id>/"
SHEET = "readings/sheets/<int:reading_sheet_id>/"
RECORD = "readings/records/<int:acknowledgement_id>/"
PERSON = "readings/newcomers/<int:person_id>/"
ASKED = "readings/asked/<int:document_id>/"
QUESTION = "readings/questions/<int:check_question_id>/"

urls: list[URLPattern] = [
    path("readings/", readings.readings, name="readings"),
    path("readings/mine/", reading.my_readings, name="my_readings"),
    path(EDITION, reading.reading, name="reading"),
    path(f"{EDITION}decline/", reading.decline_reading, name="decline_reading"),
    path(f"{EDITION}follow/", readings.campaign, name="campaign"),
    path(f"{EDITION}reach/", readings.reach_page, name="reach_paper"),
    path(f"{EDITION}sheet/", sheets.new_sheet, name="new_sheet"),
    path(f"{RECORD}declined/", readings.declined_reading, name="declined_reading"),
    path(f"{RECORD}withdraw/", sheets.withdraw_reading, name="withdraw_reading"),
    path("readings/sheets/", sheets.sheets, name="sheets"),
    path(SHEET, sheets.sheet, name="sheet"),
    path(f"{SHEET}paper/", sheets.sheet_page, name="sheet_paper"),
    path(f"{SHEET}back/", sheets.return_sheet, name="return_sheet"),
    path("readings/scans/<int:sheet_scan_id>/", sheets.sheet_scan, name="sheet_scan"),
    path("readings/newcomers/", newcomers.newcomers, name="newcomers"),
    path(PERSON, newcomers.newcomer, name="newcomer"),
    path(f"{PERSON}<int:document_edition_id>/", newcomers.hand_reading, name="hand_reading"),
    path(
        f"{PERSON}<int:document_edition_id>/sheet/",
        newcomers.hand_sheet,
        name="hand_sheet",
    ),
    path("readings/asked/", reading_setup.asked_documents, name="asked_documents"),
    path(ASKED, reading_setup.asked_document, name="asked_document"),
    path(f"{ASKED}audience/", reading_setup.set_audience, name="set_audience"),
    path(f"{ASKED}notes/", reading_setup.position_notes, name="position_notes"),
    path(f"{ASKED}question/", reading_setup.new_question, name="new_question"),
    path(QUESTION, reading_setup.reword_question, name="reword_question"),
    path(f"{QUESTION}drop/", reading_setup.drop_question, name="drop_question"),
]
