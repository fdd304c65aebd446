# The engine of the packages: llama.cpp with one CPU module for each generation of processors, of
# which the program loads the best (radvaluer_desktop/inference/native/variants.py). Read by CMake at
# llama-cpp-python's project() call, like llama-lean.cmake, and used with
#     -DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON
include("${CMAKE_CURRENT_LIST_DIR}/llama-lean.cmake")

# Failed assertions name their source file: without the folder of this one build in it, two builds
# are equal byte for byte.
if(NOT MSVC)
    add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")
endif()

# llama-cpp-python installs the libraries that it knows by name, and knows none of these modules.
function(install_cpu_modules)
    foreach(module IN LISTS GGML_AVAILABLE_BACKENDS)
        # A module is loaded by its file's name: versioned names would only be copies of it.
        set_property(TARGET ${module} PROPERTY VERSION)
        set_property(TARGET ${module} PROPERTY SOVERSION)
        if(APPLE)
            set_target_properties(${module} PROPERTIES INSTALL_RPATH "@loader_path" BUILD_WITH_INSTALL_RPATH TRUE)
        else()
            set_target_properties(${module} PROPERTIES INSTALL_RPATH "$ORIGIN" BUILD_WITH_INSTALL_RPATH TRUE)
        endif()
        install(TARGETS ${module}
            LIBRARY DESTINATION "${SKBUILD_PLATLIB_DIR}/llama_cpp/lib"
            RUNTIME DESTINATION "${SKBUILD_PLATLIB_DIR}/llama_cpp/lib")
    endforeach()
endfunction()

# At the end of llama-cpp-python's own list file, when all targets are known.
cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL install_cpu_modules)
