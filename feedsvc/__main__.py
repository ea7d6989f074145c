"""``python -m feedsvc`` is the command line."""

from feedsvc.cli import main

if __name__ == "__main__":
    main(prog_name="feedsvc")
