"""Addresses of the strategy and of objectives."""

from django.urls import path

from sapat.web.pages.plan import objectives, strategy

urls = [
    path("strategy/", strategy.strategy, name="strategy"),
    path("strategy/new/", strategy.lay_down, name="lay_down_strategy"),
    path("strategy/<int:strategy_id>/renew/", strategy.renew, name="renew_strategy"),
    path("strategy/<int:strategy_id>/paper/", strategy.link_paper, name="link_strategy"),
    path("objectives/", objectives.objectives, name="objectives"),
    path("objectives/new/", objectives.new_objective, name="new_objective"),
    path("objectives/<int:objective_id>/", objectives.objective, name="objective"),
    path("objectives/<int:objective_id>/change/", objectives.restate, name="restate_objective"),
    path("objectives/<int:objective_id>/end/", objectives.end, name="end_objective"),
]
