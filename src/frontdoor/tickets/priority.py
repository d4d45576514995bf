"""The priority matrix: two questions to a person, the rest computed (product.md, section 2)."""

from __future__ import annotations

from datetime import datetime, timedelta

# (can you work?, who else is affected?): 1 is worst in both.
MATRIX = {
    (1, 3): 2, (1, 2): 2, (1, 1): 1,
    (2, 3): 3, (2, 2): 3, (2, 1): 2,
    (3, 3): 4, (3, 2): 4, (3, 1): 3,
}  # fmt: skip

# 1, 4, 16 and 40 working hours; a working day of eight hours counts as a calendar day until working hours
# are known (docs/decisions/0004).
PATIENCE = {
    1: timedelta(hours=1),
    2: timedelta(hours=4),
    3: timedelta(days=2),
    4: timedelta(days=5),
}
FIRST_LANE = 1


def computed(urgency: int, impact: int) -> int:
    """Priority 1 to 4 from urgency 1 (stopped) to 3 (can wait) and impact 1 (many) to 3 (only me)."""
    return MATRIX[urgency, impact]


def due(arrived: datetime, priority: int) -> datetime:
    """Until when a ticket without a running clock should be begun. The first lane goes by arrival alone."""
    return arrived if priority == FIRST_LANE else arrived + PATIENCE[priority]


def lane(priority: int) -> int:
    """0 for outages, which go first; 1 for everything else."""
    return 0 if priority == FIRST_LANE else 1
