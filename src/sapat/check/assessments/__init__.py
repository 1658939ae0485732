"""Self-assessment and the assessments others make: criteria, cycles, accreditation, inspection."""
