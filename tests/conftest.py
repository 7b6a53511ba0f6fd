"""What holds for the whole suite."""

from __future__ import annotations

import pytest

# Finding the smallest example that fails takes minutes; cut off, the test would tell of the time and not of the fault.
PROPERTY_TIMEOUT_S = 600


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives property tests the time to say what they found."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.timeout(PROPERTY_TIMEOUT_S))
