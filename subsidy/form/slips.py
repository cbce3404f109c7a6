"""What is wrong with a form that was filled in: row by row, all of it at once."""

from __future__ import annotations

from typing import NamedTuple

from subsidy.errors import one_line, sentence, words_of


class Slip(NamedTuple):
    """A mistake by code; ``row`` counts as the spreadsheet does, 0 where it is about no row."""

    row: int
    item: str
    code: str
    params: dict[str, str]

    def __str__(self) -> str:
        place = words_of("form_places")["item" if self.item and self.row else "row" if self.row else "whole"]
        return one_line(place.format(row=self.row, item=self.item) + sentence("form", self.code, None, self.params))


class FormError(ValueError):
    """A form that cannot be used, with every mistake that was found, in the order of its rows."""

    def __init__(self, slips: list[Slip]) -> None:
        super().__init__(f"{len(slips)} slips")
        self.slips = tuple(sorted(slips, key=lambda slip: slip.row))

    def __str__(self) -> str:
        return "\n".join(map(str, self.slips))


class Unreadable(ValueError):
    """A cell that says nothing: ``code`` and ``params`` tell what could be written there."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
