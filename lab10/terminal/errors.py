"""The error that a user can cause, and the line of a TensorFlow error that says what is wrong."""


class LabError(Exception):
    """An error that the user can correct. Its message is one line: what is wrong, where, and what to do.

    The commands print it without a traceback and exit with status 2.
    """


def telling_line(error):
    """Return the first line of a TensorFlow error that says what is wrong. Other lines name a place in the graph."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(("Graph execution", "Detected at", "File ", "Node:"))]
    return (telling or lines)[0]
