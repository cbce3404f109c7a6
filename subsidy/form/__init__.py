"""A programme that was written in a spreadsheet: the form to fill in, and its way into the catalogue."""
