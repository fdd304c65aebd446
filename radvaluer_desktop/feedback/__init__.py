"""The feedback store: what was decided about each draft, kept in one encrypted SQLite file.

The only room that imports sqlcipher3 and sqlite_utils. Beside ``feedback.db`` lie
``feedback.key.json``, which names the key in the operating system's keyring, and
``feedback.db.lock``, which lets one process at a time open or create the store.
"""
