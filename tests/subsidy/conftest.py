"""The real catalogue, compiled once for the whole run, and a short way to judge a plain dict with it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from subsidy import Assessment, Catalog, Engine, load_catalog, parse_profile
from subsidy.calls import noon_of
from subsidy.scenario import Scenario

DAY = dt.date(2021, 4, 15)


def pytest_make_parametrize_id(val: object) -> str | None:
    """A row of a scenario sheet goes by its number; given as `id=`, Japanese letters would be escaped."""
    return val.number if isinstance(val, Scenario) else None


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def engine(catalog: Catalog) -> Engine:
    return Engine(catalog)


@pytest.fixture(scope="session")
def assess(engine: Engine) -> Callable[..., Assessment]:
    """A function `(profile, on=2021-04-15, editions=None)`: a plain dict judged at an instant or at a day's noon."""

    def judge(
        profile: Mapping[str, object], on: dt.date | dt.datetime = DAY, editions: Sequence[str] | None = None
    ) -> Assessment:
        at = on if isinstance(on, dt.datetime) else noon_of(on)
        return engine.assess(parse_profile(dict(profile), engine.catalog.fields), at, editions)

    return judge
