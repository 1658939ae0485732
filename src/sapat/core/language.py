"""Text in three languages."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("ky", "ru", "en")


@dataclass(frozen=True)
class Text:
    """One meaning in Kyrgyz, Russian and English; prints in the reader's language.

    >>> Text(ky="сапат", ru="качество", en="quality").en
    'quality'
    """

    ky: str
    ru: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in this language, or the nearest one there is."""
        return getattr(self, language, "") or self.ky or self.ru or self.en

    def __str__(self) -> str:
        return self.in_language((get_language() or "ky")[:2])


class Named(models.Model):
    """A row with a name in three languages; only Kyrgyz is asked for."""

    name_ky = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language, or the nearest one there is."""
        return str(Text(self.name_ky, self.name_ru, self.name_en))

    def set_name(self, name: Text) -> None:
        """Take over all three names."""
        self.name_ky, self.name_ru, self.name_en = name.ky, name.ru, name.en

    @staticmethod
    def names(name: Text) -> dict[str, Any]:
        """Return the three columns for `create`."""
        return {"name_ky": name.ky, "name_ru": name.ru, "name_en": name.en}
