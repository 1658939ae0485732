"""What is planted, so that anybody can see whether Sapat finds it. See docs/demonstration.md."""

from datetime import date

FALLING = (2025, "8А")
"""The class whose quality falls from quarter to quarter of 2025/26."""
FALL_A_TERM = 0.24

GENEROUS_SUBJECT = "history"
GENEROUS_FROM = 0.15
"""One teacher of history gives the higher mark from this part of a mark on, not from a half."""

DOUBTFUL_EXAM = (2025, "algebra")
EXAM_FALLS_SHORT = 0.65
"""In this year the exam in algebra lies two thirds of a mark below the annual marks."""

FEW_MARKS = (2026, 1, "7А", "physics")
"""A class that got one to three marks a quarter where five are needed."""

UNFINISHED = (2025, 3, "8В")
"""The class whose journal of the quarter was never finished."""

SMALL_COHORT = (2020, "Б")
"""The class of four pupils: who began in 2020; 6Б in 2025/26."""

GROWING = (2025, "5А")
"""The class that grew from the start test to the end test, and whose marks grew too."""
RISE_A_TERM = 0.13

JOURNALS_MENDED = date(2026, 9, 1)
"""From this day on lessons are written into the journal in time: what was done about it worked."""
CREDITS_MENDED = (2025, 3)
"""From this session on credits are passed in time at the correspondence school."""
LATE_BEFORE = 0.3
"""How many more lessons were written down late before it."""
