"""Finding the subject a cell names; subjects every school knows are added."""

import difflib

from sapat.core.language import Text
from sapat.evidence.imports.directory import Directory
from sapat.evidence.imports.errors import Code
from sapat.evidence.imports.policy import News, Policy
from sapat.evidence.imports.values import Wrong, shown
from sapat.evidence.reading import Cell
from sapat.plan.datasets.rules import spelling

CLOSE = 0.75


class Subjects:
    """The subjects of the school and those a file brings."""

    def __init__(self, directory: Directory, policy: Policy, news: News) -> None:
        self.directory, self.policy, self.news = directory, policy, news
        self.settled = {spelling(written): one for written, one in policy.subjects.items()}
        self.brought: dict[str, int] = {}

    def find(self, cell: Cell) -> int:
        """Return the subject's id; raise with a suggestion when nobody knows it."""
        written = spelling(shown(cell))
        if written in self.settled:
            chosen = self.settled[written]
            if self.directory.subject_ids.get(written) != chosen:
                self.news.spellings.setdefault(chosen, set()).add(shown(cell))
            return chosen
        known = self.directory.subject_ids.get(written)
        if known is not None:
            return known
        common = self.policy.common_subjects.get(written)
        if common is None:
            raise self._unknown(written, cell)
        return self._bring(*common)

    def _bring(self, code: str, name: Text) -> int:
        there = next((one.id for one in self.directory.subjects if one.code == code), None)
        if there is not None:
            return there
        if code not in self.brought:
            self.brought[code] = self.news.next_id()
            self.news.subjects[self.brought[code]] = code, name
        return self.brought[code]

    def _unknown(self, written: str, cell: Cell) -> Wrong:
        ids = self.directory.subject_ids
        names = [*ids, *self.policy.common_subjects]
        close = difflib.get_close_matches(written, names, n=1, cutoff=CLOSE)
        if not close:
            return Wrong(Code.UNKNOWN_SUBJECT, value=shown(cell))
        if close[0] in ids:
            found = next(one for one in self.directory.subjects if one.id == ids[close[0]])
            return Wrong(Code.LIKE_SUBJECT, value=shown(cell), like=found.name)
        return Wrong(
            Code.LIKE_SUBJECT, value=shown(cell), like=self.policy.common_subjects[close[0]][1]
        )
