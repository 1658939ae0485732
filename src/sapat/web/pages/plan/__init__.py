"""The plan pages: regulation, documents, objectives, plans, processes, requirements."""
