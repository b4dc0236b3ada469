"""`python -m lab10.tf1`: while the script is `__main__`, the command goes on under a name of its own."""
import atexit
from contextlib import ExitStack

from lab10.tf1 import command


def main():
    lasting = ExitStack()
    atexit.register(lasting.close)  # which runs after the script's threads and its own functions of atexit
    command.main(lasting=lasting)


if __name__ == "__main__":
    main()
