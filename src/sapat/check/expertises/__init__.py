"""Expertise: unions and councils look at attestation and programmes, conclude and recommend."""
