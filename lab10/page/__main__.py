"""`python -m lab10.page`."""
from lab10.page.command import main

if __name__ == "__main__":
    main()
