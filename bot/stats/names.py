"""What frames and fields are called."""

from __future__ import annotations

from subsidy import CatalogError, load_catalog


def names_of_catalogue() -> dict[str, str]:
    """Names by id; none where the catalogue cannot be read just now."""
    try:
        catalog = load_catalog()
    except CatalogError:
        return {}
    frames = {
        frame.id: f"{programme.name} {frame.name}" for programme in catalog.programmes for frame in programme.frames
    }
    return frames | {field.key: field.label for field in catalog.fields}
