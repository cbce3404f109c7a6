"""Training conversations: the bot plays an owner, staff ask, and the rules judge how the talk went."""
