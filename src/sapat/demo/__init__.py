"""Demonstration: fictional schools whose journals go through the real importer."""
