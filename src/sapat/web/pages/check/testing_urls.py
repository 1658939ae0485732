"""Addresses of the tests, below a school."""

from django.urls import path

from sapat.web.pages.check import test_bringing, test_showing

urls = [
    path("tests/", test_showing.tests, name="tests"),
    path("tests/new/", test_bringing.new_test, name="new_test"),
    path("tests/sheet/", test_bringing.answer_sheet, name="answer_sheet"),
    path("tests/<int:sattest_id>/", test_showing.test, name="test"),
    path("tests/<int:sattest_id>/scores/", test_showing.test_scores, name="test_scores"),
    path("tests/<int:sattest_id>/compare/", test_showing.equate_test, name="equate_test"),
    path("tests/<int:sattest_id>/replace/", test_bringing.replace_test, name="replace_test"),
    path("tests/<int:sattest_id>/key/", test_bringing.correct_key, name="correct_key"),
    path("tests/<int:sattest_id>/paper/", test_showing.test_paper, name="test_paper"),
]
