"""Finds what identifies a person in free text, and puts a tag or a surrogate in its place.

It follows the list of the Safe Harbor method (45 CFR 164.514(b)(2)) and its Chinese counterparts.
It finds what rules can find. What it gives back is not de-identified by that alone: a person reads
it, and ``RESIDUAL_RISK`` goes with it.
"""
