"""The small building blocks of every page; each has its contract at the top of its template."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sapat.web.shell import CLAUSE_STATES, STATUSES

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of `static/icons.svg`; without a label it is decoration and read by nobody."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            static("icons.svg"),
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_block_tag
def card(content: str, title: object = "", **more: Any) -> str:
    """Frame what stands between `card` and `endcard`; see components/card.html."""
    return render_to_string("components/card.html", {"content": content, "title": title, **more})


@register.simple_block_tag
def table(content: str, caption: object, **more: Any) -> str:
    """Frame a table's heads and rows; see components/table.html."""
    return render_to_string(
        "components/table.html", {"content": content, "caption": caption, **more}
    )


@register.inclusion_tag("components/status.html")
def status(code: str, text: object = "") -> dict[str, Any]:
    """Say a status with icon, words and colour; `text` replaces the words."""
    picture, words = CLAUSE_STATES[code] if code in CLAUSE_STATES else STATUSES[code]
    return {"code": code, "icon": picture, "words": text or words}


@register.inclusion_tag("components/heat_cell.html")
def heat_cell(code: str, shown: object, **more: Any) -> dict[str, Any]:
    """Draw one `<td>` of a heat map; see components/heat_cell.html."""
    picture, words = STATUSES[code]
    return {"code": code, "icon": picture, "words": words, "shown": shown, **more}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any]) -> dict[str, Any]:
    """Lead through the pages of a long list, keeping the other parameters of the address."""
    return {"page": page, "request": context["request"]}
