"""Understanding: Rasa components and the plain modules they call. Importing this package imports neither."""
