"""Runs a language model in a child process: the protocol, its messages, both ends of it."""
