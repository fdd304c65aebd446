"""From decisions to a better model, gated: lessons, held-out part, training, verdict, approval.

Only ``loop`` trains and drafts, and imports what the extra [train] brings; the rest runs on every
station.
"""
