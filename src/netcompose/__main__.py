"""`python -m netcompose`: the same as the command `netcompose`."""

from netcompose.cli import main

if __name__ == "__main__":
    main()
