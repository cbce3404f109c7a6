"""The chat widget: its sources, and how they become the files that are served."""
