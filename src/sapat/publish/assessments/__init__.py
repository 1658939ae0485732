"""The dossier of a self-assessment: the paper an agency reads, and the file with its annexes."""
