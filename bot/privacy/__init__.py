"""What visitors are promised about their data: how long it is kept, that it can be erased, and that it can be had."""
