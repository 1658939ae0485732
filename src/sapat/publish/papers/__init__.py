"""Papers of a school: one content, four forms (page, PDF, DOCX, XLSX), three languages."""
