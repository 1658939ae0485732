"""Every record of the evidence floor, where Django looks for them."""

from sapat.evidence.imports.models import Import, RememberedMapping
from sapat.evidence.registers.models import Register
from sapat.evidence.store.models import Batch

__all__ = ["Batch", "Import", "Register", "RememberedMapping"]
