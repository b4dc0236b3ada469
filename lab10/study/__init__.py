"""The study: every network with many seeds, the notes' claims and figures, and the report of what holds."""
