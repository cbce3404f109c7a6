"""Learning from conversations: what was not understood, masked, goes to staff, who label it (docs/learning.md)."""
