from __future__ import annotations

from bot.channels.rate_limit import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_one_call_at_a_time() -> None:
    clock = Clock()
    limit = RateLimit(burst=3, per_second=0.5, clock=clock)
    assert [limit.take("a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now = 2
    assert [limit.take("a") for _ in range(2)] == [0, 2]


def test_refused_calls_do_not_make_the_wait_longer() -> None:
    clock = Clock()
    limit = RateLimit(burst=1, per_second=1, clock=clock)
    assert [limit.take("a") for _ in range(50)][-1] == 1
    clock.now = 1
    assert limit.take("a") == 0


def test_a_long_rest_gives_no_more_than_a_burst() -> None:
    clock = Clock()
    limit = RateLimit(burst=2, per_second=1, clock=clock)
    limit.take("a")
    clock.now = 1000
    assert [limit.take("a") for _ in range(3)] == [0, 0, 1]


def test_keys_do_not_share_a_bucket_and_the_oldest_is_forgotten() -> None:
    limit = RateLimit(burst=1, per_second=0.001, keys=2, clock=Clock())
    assert [limit.take(key) for key in ("a", "b", "b", "c")] == [0, 0, 1000, 0]
    assert limit.take("b") == 1000
    assert limit.take("a") == 0
