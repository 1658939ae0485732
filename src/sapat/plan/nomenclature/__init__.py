"""The nomenclature of files: where every paper of the school is kept, and for how long."""
