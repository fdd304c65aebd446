"""A department's own server as an engine: an OpenAI-compatible chat endpoint over HTTP."""
