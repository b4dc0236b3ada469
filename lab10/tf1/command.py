"""`python -m lab10.tf1`: from the command line to the program, and to the exit status."""
import sys
from contextlib import ExitStack
from pathlib import Path

from lab10.terminal import ending
from lab10.tf1 import arguments, programs, python2, running


def main(argv=None, lasting=None):
    """Run what the command line names, and exit: with 0, with 1 after the script's own error, with 2 after a user's
    mistake, with 130 after Ctrl-C, or with the status with which the script exits.

    lasting: an ExitStack; TensorFlow 1 stays until it is closed. None: until the script's last line.
    """
    with ending.orderly(), ExitStack() as to_the_last_line:
        options, argv = arguments.parse(sys.argv[1:] if argv is None else argv)
        if options.list:
            _print_list(programs.blocks(argv[0]))
        elif options.check:
            from lab10.tf1 import check
            check.report(argv, options.json)
        elif options.compare:
            from lab10.tf1 import both
            sys.exit(both.report(argv[0], argv, options))
        elif options.original:
            from lab10.tf1 import original
            sys.exit(original.run(argv[0], argv, options))
        elif Path(argv[0]).suffix.lower() == arguments.NOTEBOOK and not (options.code or options.module):
            from lab10.tf1 import notebooks
            sys.exit(notebooks.execute(argv[0], options))
        else:
            program = programs.read(options, argv[0])
            python2.tell(argv[0], program.parsed)
            sys.exit(running.run(program, argv, options, lasting or to_the_last_line))


def _print_list(blocks):
    for block in blocks:
        lines = f"line {block.line}" if block.last == block.line else f"lines {block.line}-{block.last}"
        why = f"    [left out: {block.left_out}]" if block.left_out else ""
        print(f"{block.number:3}  {lines:13}  {block.first_line}{why}")
