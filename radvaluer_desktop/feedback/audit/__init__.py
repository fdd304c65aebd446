"""The audit trail: what was done to the store, by whom, where and when, and no text of a report.

Rows are chained by a keyed digest inside the database (``chain``, ``trail``); how far the chain
reached, and how many rows the store held, is also written beside it (``head``), so that an end that
was cut off is missed. Failed unlocks wait in a file of their own (``journal``) for the next unlock.
``verify`` looks for what does not fit; ``docs/audit-trail.md`` says against whom all this holds.
"""
