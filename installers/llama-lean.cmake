# Read by CMake at llama-cpp-python's project() call. Its build compiles llama.cpp's "common" library
# (argument parsing, chat parsers, downloads), which nothing in the Python package loads; a normal
# variable hides the cache entry that asks for it (policy CMP0126), and the build is twice as quick.
set(LLAMA_BUILD_COMMON OFF)
