"""How much one file may ask for; beyond it the file is refused with a sentence."""

MIB = 1024 * 1024

FILE_BYTES = 64 * MIB
PASTED_CHARACTERS = 4 * MIB
MEMORY = 512 * MIB  # over what the worker needs to start
SECONDS = 30
SECONDS_AT_MOST = 60
BYTES_PER_EXTRA_SECOND = MIB // 2  # a bigger file gets more time, up to the most

UNPACKED_BYTES = 300 * MIB
PACKING_RATIO = 100  # honest spreadsheets pack 5 to 30 times
RATIO_MATTERS_FROM = 8 * MIB  # a small part may pack better: it can do no harm
PARTS = 5000

COLUMNS = 4096
PLACES = 10_000_000  # filled or blank
CELLS = 2_500_000  # filled
CHARACTERS = 40_000_000
CELL_CHARACTERS = 32_767  # as spreadsheets have it
MERGED = 5_000
SHEETS = 200


def seconds_for(size: int) -> int:
    """Return how long a file of this many bytes may take.

    >>> seconds_for(1000), seconds_for(64 * MIB)
    (30, 60)
    """
    return min(SECONDS + size // BYTES_PER_EXTRA_SECOND, SECONDS_AT_MOST)
