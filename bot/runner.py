"""Runs a model's graph node by node."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler

Plan = list[tuple[str, tuple[str, ...]]]


class OrderedGraphRunner(DaskGraphRunner):
    """Like Rasa's runner, but the order of the nodes is found once for each target and not at every message.

    The node that takes texts starting with a slash for commands is passed over: whatever a channel lets through, and
    whatever a component makes of a text, no visitor can set an intent or a slot by typing.
    """

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of ``targets``."""
        wanted = tuple(targets or self._graph_schema.target_names)
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._plan(wanted):
            if self._graph_schema.nodes[name].uses is RegexMessageHandler:
                results[name] = (name, results[self._graph_schema.nodes[name].needs["messages"]][1])
            else:
                results[name] = self._instantiated_nodes[name](*(results[need] for need in needs))
        return dict(results[target] for target in wanted)

    def _plan(self, targets: tuple[str, ...]) -> Plan:
        plans: dict[tuple[str, ...], Plan] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
            order = TopologicalSorter(needs).static_order()
            plans[targets] = [(name, needs[name]) for name in order if name in needs]
        return plans[targets]
