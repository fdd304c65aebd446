"""The statement of the schema's sixth step, which is never changed again."""

from __future__ import annotations

# Whether a decision is of one station is looked up here; else each lookup would decrypt its texts.
STATEMENT = "CREATE INDEX decisions_station ON decisions (station_id)"
