"""What leaves the store: decisions without what identifies a person, in files that train a model.

``selecting`` (beside this package) chooses decisions, ``leaving`` de-identifies one, ``forms``
makes a row of it, ``rows`` streams them; ``review`` is what a person reads first; ``export`` writes
the file and its ``manifest``, sealed by ``age`` where a recipient is named; ``verify`` reads it back,
``merge`` takes files of many stations into one store.
"""
