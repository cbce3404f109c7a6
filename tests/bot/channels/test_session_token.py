from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.session_token import TokenSigner, load_secret, new_conversation_id

SECRET = b"0123456789abcdef"


def test_a_token_opens_its_conversation_until_it_expires() -> None:
    signer = TokenSigner(SECRET, lifetime_s=60)
    conversation_id = new_conversation_id()
    token = signer.issue(conversation_id, now=1000)
    assert signer.conversation(token, now=1059) == conversation_id
    assert signer.conversation(token, now=1060) is None


def test_a_token_of_another_secret_opens_nothing() -> None:
    token = TokenSigner(b"another secret..").issue(new_conversation_id())
    assert TokenSigner(SECRET).conversation(token) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token + "=",
        lambda token: token + "\n",
        lambda token: " " + token,
        lambda token: token.replace("1.", "2.", 1),
        lambda token: token.replace("1.", "１.", 1),
        lambda token: token[:-1],
        lambda token: ".".join([*token.split(".")[:2], "99999999999", token.split(".")[3]]),
        lambda token: token.swapcase(),
        lambda token: "",
    ],
)
def test_a_token_that_was_changed_opens_nothing(change: object) -> None:
    assert callable(change)
    token = TokenSigner(SECRET).issue(new_conversation_id())
    assert TokenSigner(SECRET).conversation(change(token)) is None


def test_a_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    secret = load_secret(tmp_path)
    assert len(secret) >= 32
    assert load_secret(tmp_path) == secret
    assert [(path.name, oct(path.stat().st_mode & 0o777)) for path in tmp_path.iterdir()] == [("secret", "0o600")]


def test_a_secret_of_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJO_NAVI_SECRET", "a long enough secret")
    assert load_secret(tmp_path) == b"a long enough secret"
    assert list(tmp_path.iterdir()) == []


def test_a_short_or_empty_secret_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("")
    with pytest.raises(ValueError, match="holds no secret"):
        load_secret(tmp_path)
    monkeypatch.setenv("HOJO_NAVI_SECRET", "short")
    with pytest.raises(ValueError, match="shorter"):
        load_secret(tmp_path)
