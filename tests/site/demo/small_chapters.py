"""The command `frontdoor`, with chapters of history short enough for a test to have several."""

from __future__ import annotations

from frontdoor.site.cli import main
from frontdoor.site.demo import story

if __name__ == "__main__":
    story.CHAPTER = 60  # before anybody has imported it
    main()
