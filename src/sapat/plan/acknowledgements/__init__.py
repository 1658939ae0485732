"""Acknowledgements: who has to read a document in force, who has read it, and how."""
