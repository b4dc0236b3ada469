"""`python -m lab10.tf1`: while the script is `__main__`, the command goes on under a name of its own."""
from lab10.tf1 import command

if __name__ == "__main__":
    command.main()
