"""Addresses of management reviews."""

from django.urls import path

from sapat.web.pages.act import review_steps, reviews

ONE = "reviews/<int:review_id>/"
urls = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/plan/", review_steps.plan_review, name="plan_review"),
    path("reviews/rhythm/", reviews.review_rhythm, name="review_rhythm"),
    path("reviews/effectiveness/", reviews.review_effectiveness, name="review_effectiveness"),
    path(ONE, reviews.review, name="review"),
    path(f"{ONE}paper/", reviews.review_sheet, name="review_sheet"),
    path(f"{ONE}move/", review_steps.move_review, name="move_review"),
    path(f"{ONE}call-off/", review_steps.call_off_review, name="call_off_review"),
    path(f"{ONE}freeze/", review_steps.freeze_review, name="freeze_review"),
    path(f"{ONE}conclusion/", review_steps.conclude_review, name="conclude_review"),
    path(f"{ONE}decision/", review_steps.review_decision, name="review_decision"),
    path(f"{ONE}resource/", review_steps.review_resource, name="review_resource"),
    path(f"{ONE}approve/", review_steps.approve_review, name="approve_review"),
    path(
        "reviews/inputs/<int:reviewinput_id>/judge/", review_steps.judge_input, name="judge_input"
    ),
]
