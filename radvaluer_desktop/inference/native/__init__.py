"""llama.cpp through its low-level C API: the only place that imports ``llama_cpp``.

Everything here runs in the worker process, so that a native fault ends the worker and nothing else.
"""
