"""Measurements that anybody can repeat with ``make bench``; no test depends on their figures."""
