"""Questionnaires, observation sheets, checklists, criteria: what is asked, in which words."""
