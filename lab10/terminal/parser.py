"""How every command parses its arguments."""
import argparse

from lab10.terminal.errors import LabError


class Parser(argparse.ArgumentParser):
    """A parser of the arguments of `python -m lab10.PROG` whose errors are LabErrors."""

    def __init__(self, prog, **arguments):
        super().__init__(prog=prog, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter,
                         **arguments)

    def error(self, message):
        raise LabError(f"{message}; see python -m lab10.{self.prog} --help")
