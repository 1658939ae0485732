"""Papers of audits and of in-school control: programme, plan, checklist, report and note."""
