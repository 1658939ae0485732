"""Addresses of signals, of what lay behind them and of forecasts, below a school."""

from django.urls import path

from sapat.web.pages.check.forecasts import forecasts
from sapat.web.pages.check.signal_factors import factors, factors_sheet
from sapat.web.pages.check.signals import (
    answer_signal,
    drop_signal_factor,
    name_signal_factor,
    signal,
    signals,
    signals_sheet,
)

urls = [
    path("signals/", signals, name="signals"),
    path("signals/list/", signals_sheet, name="signals_sheet"),
    path("signals/causes/", factors, name="factors"),
    path("signals/causes/paper/", factors_sheet, name="factors_sheet"),
    path("signals/forecasts/", forecasts, name="forecasts"),
    path("signals/<int:signal_id>/", signal, name="signal"),
    path("signals/<int:signal_id>/answer/", answer_signal, name="answer_signal"),
    path("signals/<int:signal_id>/factor/", name_signal_factor, name="name_signal_factor"),
    path(
        "signals/factors/<int:signalfactor_id>/drop/",
        drop_signal_factor,
        name="drop_signal_factor",
    ),
]
