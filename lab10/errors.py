"""The error that a user can cause."""


class LabError(Exception):
    """Something that the user can put right: one line that says what is wrong, where, and what to do.

    The commands print it without a traceback and exit with status 2.
    """
