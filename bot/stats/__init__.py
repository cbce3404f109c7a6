"""How far visitors come: counts by day without a trace of whom they are about (docs/learning.md)."""
