"""One place that gives every form, ours and the sign-in's, the kit's markup."""

from typing import Any

from django.forms.renderers import TemplatesSetting

CLASSES = {
    "select": "form-select",
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "hidden": "",
}


def _kind(template_name: str) -> str:
    """Return what a widget is by its template; the frame of several circles is not a circle."""
    name = template_name.rsplit("/", 1)[-1].split(".")[0]
    return "several" if name == "radio" else name


class TablerRenderer(TemplatesSetting):
    """Draw fields as labelled groups with Tabler's classes."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> Any:
        """Put the class on each widget, then draw it."""
        if widget := context.get("widget"):
            kind = widget.get("type") or _kind(template_name)
            attrs = widget.setdefault("attrs", {})
            attrs.setdefault("class", CLASSES.get(kind, "form-control"))
            attrs.pop("placeholder", None)  # the label says it, and stays while one types
        return super().render(template_name, context, request)
