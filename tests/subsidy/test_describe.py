"""A programme or frame as text: nothing that decides a verdict may be left out."""

import re
from dataclasses import replace

import pytest

from subsidy import Catalog
from subsidy.describe import describe, summary
from subsidy.model import Frame, Programme
from subsidy.wording import format_date, format_yen


def described(catalog: Catalog, name: str) -> str:
    text = describe(catalog, name)
    assert text is not None
    return text


def pairs(catalog: Catalog) -> list[tuple[Programme, Frame]]:
    return [(programme, frame) for programme in catalog.programmes for frame in programme.frames]


def absent(text: str, parts: list[str]) -> list[str]:
    return [part for part in parts if part not in text]


def test_every_criterion_stands_there_with_its_source(catalog: Catalog) -> None:
    documents = {document.id: document.title for document in catalog.documents}
    for programme, frame in pairs(catalog):
        text = described(catalog, frame.id)
        for criterion in (*programme.criteria, *frame.criteria):
            place = (documents[criterion.source.document], criterion.source.place)
            assert absent(text, [criterion.label, criterion.text, *place]) == []


def test_every_figure_of_the_amount_stands_there(catalog: Catalog) -> None:
    for _, frame in pairs(catalog):
        text = described(catalog, frame.id)
        for tariff in frame.amount.tariffs:
            figures = [f"{tariff.rate.value or tariff.rate.text or '補助率は未確認'}"]
            figures += [f"{step.rate}" for step in (*tariff.steps,)]
            figures += [f"{special.value}" for special in tariff.special_rates]
            figures += [format_yen(band.special_yen) for band in tariff.cap_bands if band.special_yen]
            figures += [format_yen(step.above_subsidy_yen) for step in tariff.steps]
            figures += [format_yen(limit.yen) for limit in (tariff.floor, tariff.cap, *tariff.cap_bands) if limit]
            assert absent(text, figures) == []


def test_every_known_date_conflict_and_cost_stands_there(catalog: Catalog) -> None:
    for programme in catalog.programmes:
        text = described(catalog, programme.id)
        dates = [date for call in programme.rounds for date in (call.opens, call.closes) if date is not None]
        assert absent(text, [format_date(date) for date in dates]) == []
        assert absent(text, [end.text for end in programme.ended]) == []
        assert absent(text, [conflict.used for conflict in programme.conflicts]) == []
        assert absent(text, [reading.says for conflict in programme.conflicts for reading in conflict.places]) == []
        assert absent(text, [cost.text for cost in (*programme.costs.eligible, *programme.costs.ineligible)]) == []


def test_limits_that_exclude_their_figure_are_told_apart(catalog: Catalog) -> None:
    words = catalog.wording["describe"]
    exclusive, inclusive = format_yen(60_000_000), format_yen(1_000_000)
    assert words["floor_above"].format(yen=exclusive) in described(catalog, "saikouchiku_sotsugyo")
    assert words["floor"].format(yen=inclusive) in described(catalog, "saikouchiku_tsujo")
    assert words["cap_below"].format(yen=format_yen(1_500_000)) in described(catalog, "it_a")
    assert words["cap"].format(yen=format_yen(1_500_000)) in described(catalog, "it_d")


def test_a_programme_shows_all_of_its_frames_and_a_frame_only_itself(catalog: Catalog) -> None:
    heading = catalog.wording["describe"]["frame"]
    for programme in catalog.programmes:
        headings = {frame.id: heading.format(name=frame.name, id=frame.id) for frame in programme.frames}
        assert absent(described(catalog, programme.id), list(headings.values())) == []
        for frame in programme.frames:
            if frame.id != programme.id:
                shown = [name for name, line in headings.items() if line in described(catalog, frame.id)]
                assert shown == [frame.id]


@pytest.mark.parametrize("name", ["", "nothing", "saikouchiku_", "SAPOIN", "saikouchiku_tsujo "])
def test_an_unknown_id_has_no_text(catalog: Catalog, name: str) -> None:
    assert describe(catalog, name) is None


def test_no_text_shows_a_gap(catalog: Catalog) -> None:
    for programme, frame in pairs(catalog):
        for name in (programme.id, frame.id):
            text = described(catalog, name)
            assert "None" not in text
            assert not set("{}\0") & set(text)


def test_the_summary_counts_what_is_there(catalog: Catalog) -> None:
    counted = [len(catalog.editions), len(catalog.programmes), len(pairs(catalog))]
    counted += [len(catalog.documents), len(catalog.offices)]
    text = summary(catalog)
    assert absent(text, [str(count) for count in counted]) == []
    assert "\n" not in text


def test_a_name_that_is_also_the_official_one_stands_there_once(catalog: Catalog) -> None:
    first = catalog.programmes[0]
    alike = replace(catalog, programmes=(replace(first, official_name=first.name),))
    assert described(alike, first.id).startswith(f"■ {first.name}（ID {first.id}）")


def test_an_end_that_is_open_is_told_as_people_say_it(catalog: Catalog) -> None:
    text = "\n".join(described(catalog, programme.id) for programme in catalog.programmes)
    assert re.findall("[0-9]+〜人|[^0-9]0〜[0-9]+人", text) == []
    assert ("従業員21人以上は上限" in text, "従業員5人以下は上限" in text, "従業員6〜20人は上限" in text) == (True,) * 3


def test_a_closing_that_an_official_page_does_not_tell_yet_is_not_settled(catalog: Catalog) -> None:
    programme = next(one for one in catalog.programmes if one.id == "jizokuka_general")
    call = next(one for one in programme.rounds if one.opens is not None and one.closes is None)
    words = catalog.wording["describe"]
    for certainty, told in (("confirmed", words["unsettled_date"]), ("reported", words["unknown_date"])):
        changed = replace(programme, rounds=(replace(call, certainty=certainty),))
        known = replace(catalog, programmes=(changed,))
        assert f"{format_date(call.opens)}〜{told}（" in described(known, programme.id)
