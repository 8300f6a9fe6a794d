"""``python -m cvrender`` is the same as ``cvrender``."""

from cvrender.cli import main

if __name__ == "__main__":
    main(prog_name="cvrender")
