"""Hypothesis profiles, and what happens when a test needs a server that is not there.

The profile is `$HYPOTHESIS_PROFILE`, else `ci` where `CI=true`, else `default`.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

RequireService = Callable[[str, bool], None]

# No deadline: on a busy machine the first example of a test pays for imports and caches.
settings.register_profile("default", deadline=None, max_examples=200)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=100_000)


def _is_ci() -> bool:
    return os.environ.get("CI") == "true"


settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if _is_ci() else "default"))


@pytest.fixture(scope="session")
def require_service() -> RequireService:
    """A function `(name, available)` for tests marked `service` or `browser`.

    Where the service is missing the test is skipped, and the summary at the end of the run names the service; with
    `CI=true` the test fails instead, so that a machine without its services cannot pass.
    """

    def require(name: str, available: bool) -> None:
        if available:
            return
        if _is_ci():
            pytest.fail(f"{name} is not available, and CI=true allows no skipped service", pytrace=False)
        pytest.skip(f"{name} is not available")

    return require
