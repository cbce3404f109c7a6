"""Whatever comes is read or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.errors import ChannelError
from bot.channels.inbound import Said, as_plain_text, read_said

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
KEYS = st.sampled_from(["event", "text", "choice", "choices", "client_message_id", "other"])


def read(body: bytes) -> Said | None:
    try:
        return read_said(body)
    except ChannelError:
        return None


@pytest.mark.property
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    read(body)


@pytest.mark.property
@given(st.dictionaries(KEYS, JSON, max_size=3))
def test_any_object_is_read_or_refused(body: dict[str, Any]) -> None:
    said = read(json.dumps(body).encode())
    if said is not None:
        assert len({"event", "text", "choice", "choices"} & set(body)) == 1


@pytest.mark.property
@given(st.text(st.characters(), max_size=510))
def test_a_text_that_is_read_can_be_stored_and_is_no_command(text: str) -> None:
    said = read(json.dumps({"text": text}).encode())
    if said is not None:
        assert said.text.strip()
        assert "\x00" not in said.text
        assert said.text.encode("utf-8").decode("utf-8") == said.text
        assert not as_plain_text(said.text).strip().startswith("/")


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x9FFF), min_size=1, max_size=500))
def test_japanese_is_read_as_it_is(text: str) -> None:
    said = read(json.dumps({"text": text}).encode())
    assert said is None or said.text == text
