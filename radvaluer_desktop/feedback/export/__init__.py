"""What leaves the store: decisions without what identifies a person, in files that train a model.

``selecting`` (beside this package) chooses decisions, ``leaving`` de-identifies one, ``forms``
makes a row of it, ``rows`` streams them. ``review`` is what a person reads first, ``writing`` then
makes the file and the ``manifest`` beside it, sealed by ``sealed`` where a recipient is named.
``verify`` looks whether both are whole, ``merge`` takes files of many stations into one store.
"""
