"""`python -m frontdoor` is the command `frontdoor`."""

from __future__ import annotations

from frontdoor.site.cli import main

if __name__ == "__main__":
    main(prog_name="frontdoor")
