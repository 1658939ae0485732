"""Tests of the room of the quality policy."""
