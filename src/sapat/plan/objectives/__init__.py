"""Objectives: where the strategy leads, measured."""
