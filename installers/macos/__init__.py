"""The macOS package: what an application bundle says of itself, and how it becomes a DMG."""
