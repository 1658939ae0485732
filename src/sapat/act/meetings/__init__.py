"""Meetings of councils, unions and committees: agenda, who came, minutes, two signatures."""
