"""Tests of the act floor."""
