"""Tests of what leaves the store."""
