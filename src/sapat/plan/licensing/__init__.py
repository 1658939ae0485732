"""What the state requires: licence, accreditation, inspection, item by item, and its control."""
