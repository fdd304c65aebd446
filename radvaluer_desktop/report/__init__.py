"""The domain: studies, report sections, languages. Pure values, standard library only."""
