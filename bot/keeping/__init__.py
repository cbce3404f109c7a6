"""The catalogue as its keeper sees it: a page for staff, and previews of what visitors are shown."""
