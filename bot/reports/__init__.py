"""Memos behind signed links: kept with their conversation, drawn as a page, as PDF and as Markdown."""
