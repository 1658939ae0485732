"""Persons on the scale of a Rasch model, and how well the items fit them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics.testing.scores import Flags, Floats, Ints

_ROUNDS = 100
_DONE = 1e-10
_AT_MOST = 1.0  # the longest step along the scale
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Persons:
    """Raw scores and places on the scale, arrays of shape (persons,).

    Attributes
    ----------
    score, reachable
        Points got, and the most that could be got with the items answered.
    ability, se
        In logits; NaN for who answered nothing.
    extreme
        Who has no point or every point: the likelihood has no maximum there, so the ability is
        Warm's weighted one, which is finite.
    """

    score: Ints
    reachable: Ints
    ability: Floats
    se: Floats
    extreme: Flags


@dataclass(frozen=True)
class Fit:
    """How far answers are from what the model expects, arrays of shape (items,).

    Mean squares, 1 where answers are as the model says; well above 1: surprising answers, well
    below 1: answers more alike than chance would make them. ``infit`` weighs answers by what they
    tell, ``outfit`` all the same; ``infit_z`` and ``outfit_z`` are about standard normal.
    """

    infit: Floats
    outfit: Floats
    infit_z: Floats
    outfit_z: Floats


@dataclass(frozen=True)
class _Moments:
    """Of the score on each item, shape (rows, items): mean and central moments."""

    mean: Floats
    second: Floats
    third: Floats
    fourth: Floats


def placed(scores: Floats, easiness: Floats) -> Persons:
    """Place each person on the scale by the raw score on the items answered.

    Parameters
    ----------
    scores : array of shape (persons, items)
        Whole points; NaN = missing.
    easiness : array of shape (items, highest score + 1)
        Log odds of a score against no point at ability 0; -inf where there is no such score.
    """
    there = np.isfinite(scores)
    most = (np.isfinite(easiness) * np.arange(easiness.shape[1])).max(axis=1)
    total = np.where(there, scores, 0.0).sum(axis=1).astype(np.int64)
    reachable = there @ most
    rows = np.column_stack([there, total])
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    answered, raw = distinct[:, :-1].astype(bool), distinct[:, -1].astype(float)
    at_most = answered @ most
    some = answered.any(axis=1)
    extreme = some & ((raw == 0) | (raw == at_most))
    ability = np.full(len(raw), np.nan)
    se = np.full(len(raw), np.nan)
    if some.any():
        own = _solved(raw[some], answered[some], easiness, extreme[some])
        ability[some], se[some] = own
    place = place.reshape(-1)
    return Persons(total, reachable.astype(np.int64), ability[place], se[place], extreme[place])


def fit(scores: Floats, easiness: Floats, persons: Persons) -> Fit:
    """Compare answers with what is expected at the persons' abilities; extreme persons left out.

    References
    ----------
    Wright and Masters (1982), Rating Scale Analysis, chapter 5. Checked against eRm.
    """
    own = np.isfinite(persons.ability) & ~persons.extreme
    there = np.isfinite(scores[own])
    told = _moments(persons.ability[own], easiness)
    rest = np.where(there, (scores[own] - told.mean) ** 2, 0.0)
    second = np.where(there, told.second, 0.0)
    many, information = there.sum(axis=0), second.sum(axis=0)
    outfit = np.where(there, rest / told.second, 0.0).sum(axis=0) / many
    infit = rest.sum(axis=0) / information
    spread = np.where(there, told.fourth / told.second**2, 0.0).sum(axis=0) / many**2 - 1 / many
    weighted = np.where(there, told.fourth - told.second**2, 0.0).sum(axis=0) / information**2
    return Fit(infit, outfit, _standard(infit, weighted), _standard(outfit, spread))


def separation(persons: Persons) -> float:
    """Return the share of the variance of abilities that is not error, as eRm does.

    Extreme persons are left out; NaN for fewer than two persons.
    """
    own = np.isfinite(persons.ability) & ~persons.extreme
    if own.sum() < 2 or not (whole := float(persons.ability[own].var(ddof=1))):
        return float("nan")
    return (whole - float((persons.se[own] ** 2).mean())) / whole


def _standard(mean_square: Floats, variance: Floats) -> Floats:
    """Turn a mean square into a standard normal (Wilson and Hilferty)."""
    spread = np.sqrt(np.maximum(variance, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((np.cbrt(mean_square) - 1) * 3 / spread + spread / 3)


def _solved(
    raw: Floats, answered: Flags, easiness: Floats, extreme: Flags
) -> tuple[Floats, Floats]:
    """Return ability and standard error of each row, some rows at a time."""
    rows = max(1, _CELLS_AT_ONCE // easiness.size)
    parts = [
        _part(raw[at : at + rows], answered[at : at + rows], easiness, extreme[at : at + rows])
        for at in range(0, len(raw), rows)
    ]
    ability, se = np.concatenate(parts, axis=1)
    return ability, se


def _part(raw: Floats, answered: Flags, easiness: Floats, extreme: Flags) -> Floats:
    """Solve "raw score = expected score", for extremes with Warm's correction of its bias."""
    ability = np.zeros(len(raw))
    for _ in range(_ROUNDS):
        told = _moments(ability, easiness)
        information = np.where(answered, told.second, 0.0).sum(axis=1)
        missing = raw - np.where(answered, told.mean, 0.0).sum(axis=1)
        third = np.where(answered, told.third, 0.0).sum(axis=1)
        missing += np.where(extreme, third / (2 * information), 0.0)
        step = np.clip(missing / information, -_AT_MOST, _AT_MOST)
        ability += np.where(extreme, step / 2, step)  # Warm's equation is not as straight
        if np.abs(step).max() < _DONE:
            break
    return np.stack([ability, 1 / np.sqrt(information)])


def _moments(ability: Floats, easiness: Floats) -> _Moments:
    points = np.arange(easiness.shape[1], dtype=float)
    odds = ability[:, None, None] * points + easiness
    chances = np.exp(odds - odds.max(axis=2, keepdims=True))
    chances /= chances.sum(axis=2, keepdims=True)
    mean = chances @ points
    off = points - mean[:, :, None]
    square = off * off
    told = chances * square
    second, fourth = told.sum(axis=2), (told * square).sum(axis=2)
    return _Moments(mean, second, (told * off).sum(axis=2), fourth)
