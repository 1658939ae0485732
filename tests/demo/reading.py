"""Reading the planted facts out of the files alone, the way a person with a pencil would."""

HALF = 0.5


def rows_of(paper, sheet=0):
    """Return the rows of a long table as values by header."""
    headers, *rows = paper.sheets[sheet].rows
    return [dict(zip(headers, row, strict=True)) for row in rows]


def statement_marks(paper, label):
    """Return every mark of a class in a statement: one list a pupil."""
    sheet = next(sheet for sheet in paper.sheets if sheet.name == label)
    return [list(row[2:]) for row in sheet.rows[2:] if row and isinstance(row[0], int)]


def journal_marks(paper):
    """Return (average, mark) of every pupil in every subject of a journal."""
    return [(row[-2], row[-1]) for sheet in paper.sheets for row in sheet.rows[3:]]


def quality(marks):
    """Return the share of 4 and 5, in percent; exempt and blank do not count."""
    counted = [str(mark) for mark in marks if mark is not None and mark != "осв."]
    return 100 * sum(mark in ("4", "5") for mark in counted) / len(counted)


def raised(pairs):
    """Return the share of marks above the ordinary rounding of their averages, in percent."""
    given = [(average, int(mark)) for average, mark in pairs if str(mark).isdigit()]
    return 100 * sum(mark > int(average + HALF) for average, mark in given) / len(given)
