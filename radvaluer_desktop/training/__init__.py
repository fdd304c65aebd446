"""Makes the embedded demo model: corpus, tokenizer, pre-training, export, evaluation.

The only place that imports ``torch`` and ``tokenizers``; they come with the ``train`` extra.
"""
