"""The registers and long tables a school keeps, filled by chance within what is believable."""
