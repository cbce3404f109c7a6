"""What those who run the bot can see of it: logs, metrics, correlation ids. None of it tells what was said."""
