"""How every command parses its arguments."""
import argparse

from lab10.terminal.errors import LabError


class Parser(argparse.ArgumentParser):
    """A parser of the arguments of `command`, as a user types it ("python -m lab10.tf1"); its errors are LabErrors."""

    def __init__(self, command, **arguments):
        super().__init__(prog=command, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter,
                         **arguments)

    def error(self, message):
        raise LabError(f"{message}; see {self.prog} --help")
