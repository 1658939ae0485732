"""The quarter report: one content, four forms (page, PDF, DOCX, XLSX), three languages."""
