"""The inbox of the staff: cases that visitors passed on, behind a login."""
