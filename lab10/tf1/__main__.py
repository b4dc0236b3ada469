"""`python -m lab10.tf1`: the script becomes `__main__`, so the command itself runs under another name."""
import atexit
from contextlib import ExitStack

from lab10.tf1 import command


def main():
    lasting = ExitStack()
    atexit.register(lasting.close)  # which runs after the script's threads and its own functions of atexit
    command.main(lasting=lasting)


if __name__ == "__main__":
    main()
