"""The domain: studies, report sections, languages. Pure values and functions, standard library only."""
