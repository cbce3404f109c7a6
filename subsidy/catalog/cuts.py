"""Values that YAML reads without complaint, but otherwise than they were meant."""

from __future__ import annotations

import re

import yaml

from subsidy.catalog.proposals import proposal

FRACTION = re.compile(r"-?[0-9]+(/[0-9]+)?")
# A name of something else: what stands behind it is an explanation of the keeper.
REFERENCE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")
COMMENT = re.compile(r"[ \t]*#[^\n]*")
CURLY = re.compile("[“”„‟＂].*[“”„‟＂]")
LONGEST_PROPOSAL = 60


def lost_behind(text: str, node: yaml.ScalarNode) -> str:
    """What of the line of an unquoted sentence is taken for a comment; empty where nothing is."""
    if node.style or REFERENCE.fullmatch(node.value):
        return ""
    found = COMMENT.match(text, node.end_mark.index)
    return found.group().rstrip() if found is not None else ""


def quoted(value: str, lost: str) -> str:
    """The sentence with what was lost, as it should be written; empty where nobody can tell where it ends."""
    whole = f"{value}{lost}".strip()
    plain = not re.search(r"[\"\\{}\[\]]", whole) and len(whole) <= LONGEST_PROPOSAL
    return f'"{whole}"' if plain else ""


def in_curly_quotes(node: yaml.ScalarNode) -> bool:
    """Whether a text stands in quotes that YAML takes for letters."""
    return not node.style and CURLY.fullmatch(node.value) is not None


def ratio_meant(node: yaml.Node) -> str:
    """The fraction that was meant by a share in percent or with a point; empty for what is a fraction already."""
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    return "" if FRACTION.fullmatch(text) else proposal("ratio", text)
