"""Acknowledgements: who has read which edition."""
