"""Numbers in Japanese answers: capital, headcount, change of sales, planned investment."""

from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.reading import Quantity, Range, Reading, Value, read_quantities

__all__ = ["Flaw", "Kind", "Quantity", "Range", "Reading", "Topic", "Value", "read_quantities"]
