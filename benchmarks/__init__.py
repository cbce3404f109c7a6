"""Benchmarks of 補助金ナビ; ``make bench`` runs them all."""
