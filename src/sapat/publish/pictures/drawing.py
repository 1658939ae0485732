"""Draw pictures; what was drawn once is kept under the name of what it was drawn from."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from sapat.publish.pictures.looks import FACE, NUMBERS, Palette, Spec, Theme, config
from sapat.publish.pictures.pictures import NARROW, WIDE, Picture

FONTS = Path(__file__).parent.parent / "fonts"
KEPT = 400
"""Drawings kept on the disk, the newest first: about 15 kB each."""
SWEEP_AT = KEPT + 50
SCALE = 2
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


class Svg(str):
    """A drawing, safe to stand in a page: made by us from typed data, never from markup."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def picture(drawn: Picture, theme: Theme, language: str, *, width: int = WIDE) -> Svg:
    """Draw a picture for a page (colours follow it) or for paper."""
    spec = _whole(drawn, theme.value, width)
    name = _name(spec, language)
    kept = _folder() / f"{name}.svg"
    with suppress(OSError):
        text = kept.read_text("utf-8")
        os.utime(kept)
        return Svg(text)
    svg: str = _artist().vegalite_to_svg(spec, format_locale=NUMBERS[language])
    svg = svg.replace(f'font-family="{FACE}"', f'font-family="{theme.value.font}"')
    _keep(kept, svg.encode())
    return Svg(svg)


def png(drawn: Picture, language: str) -> bytes:
    """Draw a picture for a text document, which cannot hold drawings made of lines."""
    image: bytes = _artist().svg_to_png(picture(drawn, Theme.PRINT, language), scale=SCALE)
    return image


def for_page(drawn: Picture, language: str) -> dict[str, object]:
    """Return what the template `publish/_picture.html` needs: two widths, words and the table."""
    if drawn.is_empty:
        return {"picture": drawn, "wide": "", "narrow": ""}
    return {
        "picture": drawn,
        "wide": picture(drawn, Theme.PAGE, language),
        "narrow": picture(drawn, Theme.PAGE, language, width=NARROW),
    }


def _whole(drawn: Picture, palette: Palette, width: int) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 2,
        "config": config(palette),
        **drawn.build(palette, width),
    }


@cache
def _artist() -> Any:
    """Load the drawing engine once, at the first picture that is not kept yet."""
    import vl_convert  # noqa: PLC0415 (half a second and 80 MB, needed only to draw)

    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _name(spec: Spec, language: str) -> str:
    meant = json.dumps([spec, language], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(meant.encode()).hexdigest()[:40]


def _folder() -> Path:
    folder: Path = settings.SAPAT_HOME / "pictures"
    return folder


def _keep(file: Path, content: bytes) -> None:
    """Write whole or not at all; a full disk costs time later, never a picture."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(draft).replace(file)
        _sweep(file.parent)


def _sweep(folder: Path) -> None:
    found = list(folder.iterdir())
    if len(found) > SWEEP_AT:
        for old in sorted(found, key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
