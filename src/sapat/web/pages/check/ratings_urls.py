"""Addresses of ratings, below a school."""

from django.urls import path

from sapat.web.pages.check import rating_steps as steps
from sapat.web.pages.check.outside_ratings import outside_ratings, simulate_rating
from sapat.web.pages.check.ratings import (
    rating,
    rating_again,
    rating_readers,
    rating_scheme,
    rating_sheet,
    ratings,
)

ONE = "ratings/<int:rating_id>/"
SCHEME = "ratings/weights/<int:ratingscheme_id>/"

urls = [
    path("ratings/", ratings, name="ratings"),
    path("ratings/outside/", outside_ratings, name="outside_ratings"),
    path("ratings/outside/<int:ratingmethod_id>/", simulate_rating, name="simulate_rating"),
    path("ratings/weights/new/", steps.new_scheme, name="new_rating_scheme"),
    path(SCHEME, rating_scheme, name="rating_scheme"),
    path(f"{SCHEME}change/", steps.change_scheme, name="change_rating_scheme"),
    path(f"{SCHEME}approve/", steps.approve_scheme, name="approve_rating_scheme"),
    path(f"{SCHEME}rate/", steps.rate_term, name="rate_term"),
    path(ONE, rating, name="rating"),
    path(f"{ONE}paper/", rating_sheet, name="rating_sheet"),
    path(f"{ONE}readers/", rating_readers, name="rating_readers"),
    path(f"{ONE}again/", rating_again, name="rating_again"),
    path(f"{ONE}publish/", steps.publish_rating, name="publish_rating"),
    path(f"{ONE}drop/", steps.drop_rating, name="drop_rating"),
    path(f"{ONE}anew/", steps.correct_rating, name="correct_rating"),
    path(f"{ONE}final/", steps.finish_rating, name="finish_rating"),
    path(f"{ONE}appeal/", steps.appeal_rating, name="appeal_rating"),
    path("ratings/appeals/<int:ratingappeal_id>/", steps.answer_appeal, name="answer_appeal"),
]
