"""Flex bubbles: verdicts, checklist results, comparisons, and buttons beside a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.channels.line.buttons import Signer, press
from bot.channels.line.limits import (
    ALT_TEXT,
    BUBBLE_BYTES,
    BUBBLES,
    CAROUSEL_BYTES,
    URI,
    cut,
    json_bytes,
    length,
)
from bot.stores.records import Json
from subsidy.wording import format_yen

# How long single texts in a card may be; the next smaller one is tried until the card is small enough.
TEXT_SIZES = (400, 200, 100, 50, 25)
MOST_POINTS = 4
HEADING, POINT = "■", "・"
NOTHING = "—"
COLOURS = {"eligible": "#1B5E20", "undetermined": "#7A4F01", "ineligible": "#5F6368"}
MUTED = "#5F6368"
BAR_COLOUR, BAR_GROUND = "#1B5E20", "#E3E6E8"
Build = Callable[[int], Json]


def text(value: str, most: int, **style: Any) -> Json:
    """A text component that wraps; LINE takes no empty one."""
    return {"type": "text", "text": cut(value.strip() or NOTHING, most), "wrap": True, **style}


def box(contents: Sequence[Json], layout: str = "vertical", **style: Any) -> Json:
    """A box component."""
    return {"type": "box", "layout": layout, "contents": list(contents), **style}


def button(action: Json, style: str = "link") -> Json:
    """A button component."""
    return {"type": "button", "style": style, "height": "sm", "action": action}


def link(label: str, address: Any) -> list[Json]:
    """A button that opens a page, where the address is one that LINE opens."""
    usable = isinstance(address, str) and address.startswith("https://") and length(address) <= URI
    return [button({"type": "uri", "label": label, "uri": address})] if usable and " " not in address else []


def fitted(build: Build) -> Json | None:
    """The bubble with the longest texts that is small enough; None where even the shortest make it too large."""
    bubbles = (build(most) for most in TEXT_SIZES)
    return next((bubble for bubble in bubbles if json_bytes(bubble) <= BUBBLE_BYTES), None)


def flex(alt: str, container: Json) -> Json:
    """A Flex message."""
    return {"type": "flex", "altText": cut(alt.strip() or NOTHING, ALT_TEXT), "contents": container}


def carousels(alt: str, bubbles: Sequence[Json]) -> list[Json]:
    """The bubbles as Flex messages: side by side, as many to a message as LINE takes."""
    groups: list[list[Json]] = []
    for bubble in bubbles:
        group = groups[-1] if groups else None
        container = {"type": "carousel", "contents": [*(group or []), bubble]}
        if group is None or len(group) >= BUBBLES or json_bytes(container) > CAROUSEL_BYTES:
            groups.append([bubble])
        else:
            group.append(bubble)
    return [flex(alt, group[0] if len(group) == 1 else {"type": "carousel", "contents": group}) for group in groups]


def bubble(body: Sequence[Json], footer: Sequence[Json] = ()) -> Json:
    """A bubble with a body and, where there are any, buttons under it."""
    made: Json = {"type": "bubble", "size": "mega", "body": box(body, spacing="md")}
    if footer:
        made["footer"] = box(footer, spacing="sm")
    return made


def choices(shown: str, actions: Sequence[Json]) -> list[Json]:
    """Bubbles with a text and buttons that stay where they are, unlike quick replies."""
    made = fitted(lambda most: bubble([text(shown, most)], [button(action) for action in actions]))
    if made is not None:
        return [flex(shown, made)]
    half = len(actions) // 2
    return [*choices(shown, actions[:half]), *choices(shown, actions[half:])] if half else []


# Verdicts ----------------------------------------------------------------------------------------------------------


def verdict_bubble(item: Json, custom: Json, detail: Json | None, signer: Signer, words: dict[str, Any]) -> Json | None:
    """The card of one recommendation; ``detail`` is the button that tells more of it."""
    names = words["card"]

    def build(most: int) -> Json:
        status = item["status"]
        title = f"{names['mark'][status]} {names['status'][status]}"
        body = [
            text(title, most, weight="bold", size="sm", color=COLOURS[status]),
            text(str(item["name"]), most, weight="bold", size="lg"),
            text(str(item["frame"]), most, size="md"),
            {"type": "separator"},
            *_rows(_figures(item, names), most),
            *_points(item, "unmet", names, most),
            *_points(item, "unknown", names, most),
            *([text(names["bank"], most, size="sm")] if item.get("bank_required") else []),
            *_rows([(names["call"], str(item["call_reason"]))], most),
            text(names["dates"].format(on=custom["on"], checked_on=item["checked_on"]), most, size="xs", color=MUTED),
        ]
        footer = [button(press(detail, signer, names["detail"]), "primary")] if detail else []
        return bubble(body, footer + link(names["site"], item.get("official_url")))

    return fitted(build)


def _figures(item: Json, names: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [(names["rate"], item.get("rate"))]
    rows += [
        (names[name], None if item.get(key) is None else format_yen(item[key]))
        for name, key in (("cap", "max_subsidy_yen"), ("estimate", "est_subsidy_yen"))
    ]
    return [(label, str(value)) for label, value in rows if value is not None]


def _rows(rows: Sequence[tuple[str, str]], most: int) -> list[Json]:
    return [
        box([text(label, most, size="sm", color=MUTED, flex=3), text(value, most, size="sm", flex=7)], "horizontal")
        for label, value in rows
    ]


def _points(item: Json, state: str, names: dict[str, Any], most: int) -> list[Json]:
    """The first criteria in a state, with how many more there are."""
    texts = [str(criterion["text"]) for criterion in item["criteria"] if criterion["state"] == state]
    if not texts:
        return []
    lines = [text(f"・{line}", most, size="sm") for line in texts[:MOST_POINTS]]
    if len(texts) > MOST_POINTS:
        rest = names["more_points"].format(count=len(texts) - MOST_POINTS)
        lines.append(text(rest, most, size="sm", color=MUTED))
    return [box([text(names[state], most, size="sm", color=MUTED), *lines], spacing="xs")]


# Checklist, comparison, report -------------------------------------------------------------------------------------


def checklist_bubble(custom: Json, words: dict[str, Any]) -> Json | None:
    """The result of the self-diagnosis: a bar for each section, pattern and stage, advice and next steps."""
    names = words["checklist"]

    def build(most: int) -> Json:
        body = [text(names["title"], most, weight="bold", size="lg")]
        body += [text(str(custom[key]), most, weight="bold") for key in ("pattern", "stage") if custom.get(key)]
        for section in custom.get("sections") or []:
            body += _bar(section, names, most)
        for key in ("advice", "next_steps"):
            lines = [text(f"・{_line(line)}", most, size="sm") for line in custom.get(key) or []]
            if lines:
                body += [{"type": "separator"}, text(names[key], most, weight="bold", size="sm"), *lines]
        return bubble(body)

    return fitted(build)


def beside_checklist(shown: str, custom: Json, card: Json) -> str:
    """The text without what the card shows whole: lines of sections, advice and next steps, and their headings."""
    on_card = {part["text"] for part in _components(card) if part.get("type") == "text"}
    counts = tuple(f"{section['name']}：" for section in custom.get("sections") or [])
    lines = shown.split("\n")
    drawn = [line in on_card or (line.startswith(POINT) and any(name in line for name in counts)) for line in lines]
    kept = [
        line
        for place, line in enumerate(lines)
        if not drawn[place] and not (line.startswith(HEADING) and any(drawn[place + 1 : place + 2]))
    ]
    return "\n".join(kept)


def _components(part: Json) -> Iterator[Json]:
    """A component and all within it."""
    yield part
    for name in ("header", "body", "footer"):
        if isinstance(part.get(name), dict):
            yield from _components(part[name])
    for inner in part.get("contents") or []:
        yield from _components(inner)


def _line(line: Any) -> str:
    """A line is a text, or an object with one."""
    return str(line["text"] if isinstance(line, dict) else line)


def _bar(section: Json, names: dict[str, Any], most: int) -> list[Json]:
    known = section.get("answered", True)
    share = 100 * section["count"] // max(section["of"], 1) if known else 0
    count = names["count"].format(count=section["count"], of=section["of"]) if known else names["unanswered"]
    bar = box([box([], width=f"{min(max(share, 0), 100)}%", height="8px", backgroundColor=BAR_COLOUR)])
    return [
        box([text(str(section["name"]), most, size="sm", flex=8), text(count, most, size="sm", flex=2)], "horizontal"),
        {**bar, "height": "8px", "backgroundColor": BAR_GROUND},
    ]


def comparison_bubbles(custom: Json) -> list[Json]:
    """One bubble for each frame that is compared, with every row of the table."""
    frames = custom.get("frames") or []
    made = (fitted(_comparison_bubble(place, frame, custom)) for place, frame in enumerate(frames))
    return [one for one in made if one is not None]


def _comparison_bubble(place: int, frame: Json, custom: Json) -> Build:
    def build(most: int) -> Json:
        rows = [(str(row["label"]), str(row["cells"][place])) for row in custom["rows"] if place < len(row["cells"])]
        notes = [text(str(note), most, size="xs", color=MUTED) for note in custom.get("notes") or []]
        return bubble([text(str(frame["name"]), most, weight="bold"), *_rows(rows, most), *notes])

    return build


def calendar_bubble(custom: Json, words: dict[str, Any]) -> Json | None:
    """The dated steps for the owner's calendar; None where their address is none that LINE opens."""
    names = words["steps"]
    adding = link(names["add"], custom.get("calendar_url"))
    told = names["calendar"].format(expires=custom.get("calendar_expires", ""))
    return fitted(lambda most: bubble([text(told, most, size="sm")], adding)) if adding else None


def report_bubble(shown: str, custom: Json, words: dict[str, Any]) -> Json | None:
    """The memo for the counsellor, one tap away; None where its address is none that LINE opens."""
    opening = link(words["report"]["open"], custom.get("url"))
    title = shown or str(custom.get("title", ""))
    return fitted(lambda most: bubble([text(title, most)], opening)) if opening else None
