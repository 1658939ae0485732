"""Days as sentences name them."""

from datetime import date

import pytest
from django.utils.translation import override

from sapat.core.days import in_words, month_in_words

DAY = date(2027, 5, 5)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("ky", "2027-жылдын 5-майы", "2027-жылдын майы"),
        ("ru", "5 мая 2027 года", "май 2027 года"),
        ("en", "5 May 2027", "May 2027"),
    ],
)
def test_a_day_stands_in_a_sentence_without_a_full_stop(language, day, month):
    with override(language):
        assert (in_words(DAY), month_in_words(DAY)) == (day, month)
