"""`python -m lab10.study.locked RECORD COMMAND ...` runs a network's command, which writes RECORD, and holds a lock on
it.

So the lock belongs to the run, not to the study: a run that continues after its study has ended still has its lock.
"""
import os
import runpy
import sys
from pathlib import Path

from lab10.study import locks
from lab10.terminal import ending

TAKEN = 75  # the status where somebody else makes the record, or has made it


def main(argv):
    """Run the command as Python itself would, from its arguments `argv`: RECORD, then `-m MODULE` or FILE, then the
    network's own. End with TAKEN, without a run, if another process makes the record or has made it."""
    record, *command = argv
    with ending.orderly(), locks.held(Path(record)) as mine:
        if not mine or os.path.exists(record):
            sys.exit(TAKEN)
        if command[0] == "-m":
            sys.argv = command[1:]
            runpy.run_module(command[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = command
            sys.path[0] = str(Path(command[0]).resolve().parent)
            runpy.run_path(command[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
