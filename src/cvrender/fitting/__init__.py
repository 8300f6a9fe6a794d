"""Fitting a document into its pages, and what a page holds that is hardly filled."""
