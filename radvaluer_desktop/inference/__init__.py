"""Runs a language model in a child process: the protocol, its wire messages, and both ends of it."""
