"""Addresses of the strategy and of objectives."""

from django.urls import path

from sapat.web.pages.plan import objectives, plan_papers, strategy

urls = [
    path("policy/strategy/", strategy.strategy, name="strategy"),
    path("policy/strategy/new/", strategy.lay_down, name="lay_down_strategy"),
    path("policy/strategy/<int:strategy_id>/renew/", strategy.renew, name="renew_strategy"),
    path("policy/strategy/<int:strategy_id>/paper/", strategy.link_paper, name="link_strategy"),
    path(
        "policy/strategy/<int:strategy_id>/sheet/",
        plan_papers.strategy_sheet,
        name="strategy_sheet",
    ),
    path("policy/objectives/", objectives.objectives, name="objectives"),
    path("policy/objectives/new/", objectives.new_objective, name="new_objective"),
    path("policy/objectives/<int:objective_id>/", objectives.objective, name="objective"),
    path(
        "policy/objectives/<int:objective_id>/change/", objectives.restate, name="restate_objective"
    ),
    path("policy/objectives/<int:objective_id>/end/", objectives.end, name="end_objective"),
]
