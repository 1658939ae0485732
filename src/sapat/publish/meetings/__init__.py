"""Papers of a meeting: invitation, sheet to sign, protocol, extract, figures for parents."""

from sapat.publish.meetings.before import invitation, pack, sheet
from sapat.publish.meetings.protocol import extract, protocol

__all__ = ["extract", "invitation", "pack", "protocol", "sheet"]
