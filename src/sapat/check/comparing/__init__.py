"""Comparing: who differs beyond chance, given where the pupils started."""
