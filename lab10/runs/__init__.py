"""What a run is besides its training: which network, on which machine, with which threads, and the record of it."""
