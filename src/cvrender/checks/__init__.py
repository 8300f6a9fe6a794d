"""Validation: parsed data with positions → a model, or all faults at once."""
