"""One error each: how the planter spoils an impression that was right, kind by kind.

Nothing here imports the rules that are measured: what counts as an error is written down a second
time, in simpler words, so that a mistake of the rules is not a mistake of their measure as well.
"""
