"""Tests of the room of planning."""
