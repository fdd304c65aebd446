"""What the measure of the checks is made of; see ``tests.checks.measure``."""
