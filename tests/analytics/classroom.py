"""Answers of a made-up class: a good test with options, whose first item may be mis-keyed."""

import numpy as np

LETTERS = "ABCD"


def points(pupils=200, items=20, seed=1, spread=1.5):
    """Return 0 and 1 of pupils of varied ability in items of varied difficulty."""
    chance = np.random.default_rng(seed)
    ability = chance.normal(0, spread, (pupils, 1))
    difficulty = np.linspace(-1.5, 1.5, items)
    return (chance.random((pupils, items)) < 1 / (1 + np.exp(difficulty - ability))).astype(float)


def answers(pupils=200, items=20, seed=1, spread=1.5):
    """Return chosen options and the true key."""
    right = points(pupils, items, seed, spread)
    chance = np.random.default_rng(seed + 1)
    key = [LETTERS[at % 4] for at in range(items)]
    rows = [
        [
            key[at] if got else LETTERS[(at + chance.integers(1, 4)) % 4]
            for at, got in enumerate(row)
        ]
        for row in right
    ]
    return rows, key
