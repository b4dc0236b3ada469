"""`python -m lab10.study`: see command."""
from lab10.study import command

if __name__ == "__main__":
    command.main()
