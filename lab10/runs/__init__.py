"""Everything about a run except its training: the network, the machine, the threads, and the record."""
