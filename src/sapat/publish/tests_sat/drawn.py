"""Pupils and items of a test on one scale, for page and paper."""

import math
from collections import Counter

from django.utils.translation import gettext as _

from sapat.check.testing.analysis import Analysis, Scale
from sapat.check.testing.models import SatTest
from sapat.check.testing.rules import Remark
from sapat.publish.pictures.item_map import Ability, Question, item_map
from sapat.publish.pictures.pictures import Picture

DOUBTFUL = {Remark.MISKEYED, Remark.NEGATIVE, Remark.WEAK}
STEP = 0.5
"""Width of a bar of pupils, in logits."""


def items_drawn(row: SatTest, found: Analysis, scale: Scale) -> Picture:
    """Draw who sat the test beside its items, the able and the difficult at the top."""
    places = Counter(math.floor(ability / STEP + 0.5) * STEP for ability in scale.abilities)
    low, high = min(places, default=0.0), max(places, default=0.0)
    steps = [low + STEP * at for at in range(round((high - low) / STEP) + 1)]
    persons = [Ability(place, places.get(place, 0)) for place in steps]
    questions = [
        Question(name, place, bool(DOUBTFUL & {flag.value for flag in flags}))
        for name, place, flags in zip(row.items, scale.difficulties, found.flags, strict=True)
    ]
    return item_map(_("Pupils and items on one scale"), persons, questions)
