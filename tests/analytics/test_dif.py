"""Mantel-Haenszel: what R says of TIMSS 2011, and laws that must hold."""

import json

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from sapat.analytics.testing.dif import Incomparable, Reason, Size, differences
from tests.analytics import classroom


@pytest.mark.parametrize(("by", "column"), [("dif_by_sex", "ITSEX"), ("dif_by_country", "IDCNTRY")])
def test_it_equals_r(reference, by, column):
    """E7: odds, delta and p 1e-9; R's second group is its reference."""
    case = reference / "E7_dif_timss_austwn"
    theirs = json.loads((case / "expected.json").read_text())[by]
    with (case / "data.csv").open(encoding="utf-8") as file:
        names = file.readline().strip().replace('"', "").split(",")
        rows = np.loadtxt(file, delimiter=",")
    group = rows[:, names.index(column)]
    items = [names.index(item["item"]) for item in theirs]
    ours = differences(rows[:, items], group == group.min(), matching=rows[:, :11].sum(axis=1))

    assert ours.odds == pytest.approx([item["MH_common_OR"] for item in theirs], rel=1e-9)
    assert ours.delta == pytest.approx([item["delta_MH"] for item in theirs], rel=1e-9)
    assert ours.chi2 == pytest.approx([item["MH_chi2_corrected"] for item in theirs], rel=1e-9)
    assert ours.p == pytest.approx([item["p_corrected"] for item in theirs], rel=1e-9)
    large = [item["item"] for item, size in zip(theirs, ours.sizes, strict=True) if size == "C"]
    assert large == ([] if by == "dif_by_sex" else ["M032166", "M032626"])


# -- without the reference ---------------------------------------------------------------------


def unfair(pupils=400, item=4, seed=5):
    """One item is far harder for the second half of the pupils."""
    points = classroom.points(pupils, 15, seed)
    focal = np.arange(pupils) >= pupils / 2
    lost = np.random.default_rng(seed).random(pupils) < 0.6
    points[focal & lost, item] = 0
    return points, focal


def test_it_equals_statsmodels():
    points, focal = unfair()
    score = points.sum(axis=1)
    ours = differences(points, focal)
    for at in range(15):
        tables = []
        for level in np.unique(score):
            here = score == level
            table = [
                [(points[here & side, at] == right).sum() for right in (1, 0)]
                for side in (~focal, focal)
            ]
            if np.sum(table) > 1:
                tables.append(np.array(table))
        peer = StratifiedTable(tables)
        assert ours.odds[at] == pytest.approx(peer.oddsratio_pooled)
        assert ours.se[at] == pytest.approx(2.35 * peer.logodds_pooled_se)
        assert ours.p_plain[at] == pytest.approx(peer.test_null_odds().pvalue)


def test_the_unfair_item_is_found():
    points, focal = unfair()
    ours = differences(points, focal)

    assert ours.sizes[4] is Size.LARGE
    assert ours.delta[4] < -1.5
    assert sum(size is Size.LARGE for size in ours.sizes) == 1


def test_refining_leaves_the_fair_items_fairer():
    points, focal = unfair()
    once, twice = differences(points, focal), differences(points, focal, refine=True)
    fair = np.arange(15) != 4

    assert twice.sizes[4] is Size.LARGE
    assert np.abs(np.nanmean(twice.delta[fair])) < np.abs(np.nanmean(once.delta[fair]))


def test_the_other_reference_turns_the_sign():
    points, focal = unfair()
    one, other = differences(points, focal), differences(points, ~focal)

    assert one.delta == pytest.approx(-other.delta)
    assert one.p == pytest.approx(other.p)


def test_rows_in_another_order_change_nothing():
    points, focal = unfair()
    order = np.random.default_rng(1).permutation(len(focal))

    assert differences(points[order], focal[order]).delta == pytest.approx(
        differences(points, focal).delta
    )


def test_rows_twice_leave_the_size_and_halve_the_doubt():
    points, focal = unfair()
    once, twice = (
        differences(points, focal),
        differences(np.vstack([points, points]), np.concatenate([focal, focal])),
    )

    assert twice.odds == pytest.approx(once.odds)
    assert twice.se == pytest.approx(once.se / np.sqrt(2))
    assert (twice.p_plain < once.p_plain).all()


def test_all_missing_is_no_difference():
    ours = differences(np.full((120, 3), np.nan), np.arange(120) < 60)

    assert np.isnan(ours.odds).all()
    assert ours.sizes == (None, None, None)


def test_an_item_all_solved_has_no_difference():
    points, focal = unfair()
    points[:, 0] = 1
    ours = differences(points, focal)

    assert np.isnan(ours.odds[0])
    assert ours.sizes[0] is None


def test_missing_answers_are_left_out():
    points, focal = unfair()
    points[:3, 4] = np.nan

    assert differences(points, focal).sizes[4] is Size.LARGE


@pytest.mark.parametrize(
    ("points", "focal", "reason"),
    [
        (np.ones((60, 3)), np.arange(60) < 20, Reason.SMALL_GROUP),
        (np.full((200, 3), 2.0), np.arange(200) < 100, Reason.NOT_TWO_POINTS),
        (np.ones((200, 3)), np.zeros(200, bool), Reason.SMALL_GROUP),
    ],
    ids=["small", "points", "single group"],
)
def test_what_cannot_be_compared_is_refused(points, focal, reason):
    with pytest.raises(Incomparable) as refused:
        differences(points, focal)
    assert refused.value.reason is reason
