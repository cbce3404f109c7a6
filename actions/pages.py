"""Which page may be called the official one of a programme."""

from __future__ import annotations

from actions.naming import Naming
from subsidy.model import Link, Programme


def official_page(programme: Programme, naming: Naming) -> Link | None:
    """The first page whose title names the programme; a page of general use is nobody's official page."""
    return next((link for link in programme.links if programme in naming.said(link.title, programme.edition)), None)
