"""Fixtures of every test live in modules of their own; this file only names them."""

pytest_plugins = [
    "tests.command_line",
    "tests.keyring_session",
    "tests.loopback",
    "tests.model_fixtures",
    "tests.model_server",
    "tests.restricted",
]
