"""A department's own server as an engine: an OpenAI-compatible chat endpoint over HTTP.

The only import of httpx2 and truststore.
"""
