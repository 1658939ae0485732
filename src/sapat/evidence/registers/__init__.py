"""Registers: what is kept on pages of Sapat, as facts that indicators count."""
