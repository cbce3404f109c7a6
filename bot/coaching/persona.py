"""Owners to practise with, as data: who they are, how they talk, what they hold back. Their verdicts are computed."""

from __future__ import annotations

import datetime as dt
import functools
import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.coaching.data import PERSONAS, data, read_yaml
from bot.coaching.figures import shown
from subsidy import Engine, Profile, parse_profile
from subsidy.calls import noon_of
from subsidy.predicate import ClassIn, walk

PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")
MONTHS = "monthly_sales"
CONSORTIUM = "plans.consortium_size"
KEYS = frozenset(
    ("id", "title", "trap", "edition", "day", "voice", "opening", "tells", "asks_about", "profile")
    + ("vague", "refuses", "unsaid", "said", "shuffle", "unknown")
)


class PersonaError(ValueError):
    """A persona that cannot be used: file and reason."""


@dataclass(frozen=True)
class Persona:
    """An owner. ``facts`` are his answers by field key, as in the profile's JSON; a missing one he does not know.

    ``tells`` are the facts that ``opening`` gives away, ``asks_about`` frames that he wants to hear of, ``vague``
    figures that he tells roughly at first, ``refuses`` what he holds back until he is asked again or told why,
    ``unsaid`` wishes that he names only when asked for them, ``said`` his own words by topic. ``trap`` is told in
    the debrief only.
    """

    id: str
    title: str
    trap: str
    edition: str
    on: dt.date
    voice: str
    opening: str
    facts: Mapping[str, Any]
    tells: tuple[str, ...] = ()
    asks_about: tuple[str, ...] = ()
    vague: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)
    shuffle: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def at(self) -> dt.datetime:
        """The instant his case is judged at."""
        return noon_of(self.on)

    def words(self, text: str, engine: Engine) -> str:
        """``text`` with his figures in it."""
        return PLACEHOLDER.sub(lambda found: shown(engine.fields[found[1]], self.facts[found[1]]), text)


def profile_of(facts: Mapping[str, Any], engine: Engine) -> Profile:
    """Answers by field key as a profile. Raises ProfileError."""
    nested: dict[str, Any] = {}
    for key, value in facts.items():
        group, _, name = key.partition(".")
        if name:
            nested.setdefault(group, {})[name] = value
        else:
            nested[key] = value
    return parse_profile(nested, engine.catalog.fields)


def shuffled(persona: Persona, seed: int) -> Persona:
    """The same owner with other figures, the same ones for each seed; seed 0 leaves him as he is.

    A figure moves within its ``[lowest, highest, step]``; monthly sales are all scaled by one percentage of theirs.
    """
    if seed == 0:
        return persona
    dice, facts = random.Random(f"{persona.id}:{seed}"), dict(persona.facts)
    for key in sorted(persona.shuffle):
        low, high, step = persona.shuffle[key]
        drawn = dice.randrange(low, high + 1, step)
        facts[key] = _scaled(facts[key], drawn) if key == MONTHS else drawn
    return replace(persona, facts=facts)


def _scaled(months: Mapping[str, int], percent: int) -> dict[str, int]:
    return {month: round(yen * percent / 100 / 10_000) * 10_000 for month, yen in months.items()}


def load_personas(engine: Engine, folder: Path = PERSONAS) -> dict[str, Persona]:
    """The owners by id, in the order of their files. Raises PersonaError."""
    found: dict[str, Persona] = {}
    for path in sorted(folder.glob("*.yml")):
        persona = _read(path, engine)
        if persona.id in found:
            raise PersonaError(f"{path.name}: {persona.id} twice")
        found[persona.id] = persona
    return found


def _read(path: Path, engine: Engine) -> Persona:
    try:
        persona = _persona(read_yaml(path), engine)
        profile_of(persona.facts, engine)
        for seed in (0, 1):
            other = shuffled(persona, seed)
            for text in (other.opening, *other.said.values()):
                other.words(text, engine)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PersonaError(f"{path.name}: {error!r}") from error
    return persona


def _persona(given: dict[str, Any], engine: Engine) -> Persona:
    unknown = given.keys() - KEYS
    if unknown:
        raise PersonaError(f"unknown keys {sorted(unknown)}")
    facts = _completed(_flat(given["profile"]), given["edition"], given.get("unknown", ()), engine)
    named = [*given.get("vague", ()), *given.get("refuses", ()), *given.get("tells", ()), *given.get("shuffle", ())]
    missing = [key for key in (*named, *given.get("unsaid", ())) if key not in facts]
    frames = [name for name in given.get("asks_about", ()) if name not in _frames(engine, given["edition"])]
    if missing or frames or given["voice"] not in data("voices")["voices"]:
        raise PersonaError(f"not known: {missing} {frames} {given['voice']}")
    return Persona(
        id=given["id"],
        title=given["title"],
        trap=given["trap"],
        edition=given["edition"],
        on=given["day"],
        voice=given["voice"],
        opening=given["opening"],
        facts=facts,
        tells=tuple(given.get("tells", ())),
        asks_about=tuple(given.get("asks_about", ())),
        vague=frozenset(given.get("vague", ())),
        refuses=frozenset(given.get("refuses", ())),
        unsaid=frozenset(given.get("unsaid", ())),
        said=given.get("said", {}),
        shuffle={key: tuple(value) for key, value in given.get("shuffle", {}).items()},
    )


def _flat(profile: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in profile.items():
        if isinstance(value, dict) and key != MONTHS:
            flat |= {f"{key}.{name}": inner for name, inner in value.items()}
        else:
            flat[key] = value
    return flat


def _completed(facts: dict[str, Any], edition: str, unknown: Collection[str], engine: Engine) -> dict[str, Any]:
    """What an owner does not mention he does not plan; only what is still to be promised stays open."""
    left = {*facts, *unknown, *commitments(engine, edition)}
    for key, one in engine.fields.items():
        if key in left or one.question is None:
            continue
        if one.kind == "flag":
            facts[key] = False
        elif one.kind == "codes":
            facts[key] = []
    if CONSORTIUM not in left:
        facts[CONSORTIUM] = 1
    return facts


@functools.cache
def commitments(engine: Engine, edition: str) -> frozenset[str]:
    """The fields by which something is promised or arranged, the bank's among them."""
    found: set[str] = set()
    for rule in engine.rules((edition,)):
        for criterion in (*rule.programme.criteria, *rule.frame.criteria):
            if criterion.kind == "commitment" and criterion.test is not None:
                for part in walk(criterion.test):
                    found.update(() if isinstance(part, ClassIn) else part.fields())
        if rule.frame.bank is not None:
            found.add(rule.frame.bank.field)
    return frozenset(found - {"employees"})


@functools.cache
def _frames(engine: Engine, edition: str) -> frozenset[str]:
    return frozenset(rule.frame.id for rule in engine.rules((edition,)))
