"""My work: what waits for whom over all rooms, reminders, escalation, substitutes, leavers."""
