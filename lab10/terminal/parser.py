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


def whole(text):
    """A parser of whole numbers, for argparse. Their bounds are for others."""
    return int(text)


whole.__name__ = "whole number"  # what argparse calls it


def file_name(text):
    """A parser of the names of files and directories, for argparse."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name")
    return text
