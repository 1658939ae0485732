"""What others found: accreditation, inspection, the ministry; their points and terms."""
