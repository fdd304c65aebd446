#!/usr/bin/env bash
# Installs what is missing for a run, the tests or the training, and nothing else:
#     installers/setup.sh run|test|train
# The order: system packages (apt), a virtual environment, llama.cpp compiled once for this
# processor, the Python packages at the versions of installers/constraints.txt, a stamp. With a
# valid stamp it does nothing. After an interruption, run it again: the compiled part is kept in
# the user's cache folder, a half-made environment is made anew. The full output: build/setup.log.
#
# Read from the environment: PYTHON (which Python), CMAKE_ARGS (how to compile llama.cpp, for
# example -DGGML_CUDA=on; remembered with the environment), CC, CXX, and pip's own variables.
set -euo pipefail

usage() { echo "usage: installers/setup.sh run|test|train" >&2; exit 2; }
[ $# = 1 ] || usage
mode=$1
case $mode in
  run | test) venv=.venv ;;
  # Its own environment: torch is large. On Linux PyPI's torch brings CUDA; for a CPU build set
  # PIP_EXTRA_INDEX_URL to an index that has one.
  train) venv=.venv-train ;;
  *) usage ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
constraints=installers/constraints.txt
log=build/setup.log
unfinished=$venv/.setup-unfinished
stamps=$venv/.setup-stamps
no_window=$venv/.setup-no-window
cmake_args_file=$venv/.setup-cmake-args
PATH=$PATH:/usr/sbin:/sbin # ldconfig, for people who are not root
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1
unset PYTHONHOME
if [ -z "${CMAKE_ARGS+set}" ] && [ -f "$cmake_args_file" ]; then
  CMAKE_ARGS=$(cat "$cmake_args_file")
fi

say() { printf 'setup: %s\n' "$*"; }

hash_of() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c1-32; }

processor() { # what -march=native depends on
  uname -sm
  grep -m1 -E '^(flags|Features)' /proc/cpuinfo 2>/dev/null || sysctl -n machdep.cpu.brand_string 2>/dev/null || true
}

# --- the stamp ---------------------------------------------------------------------------------

stamp_for() { # everything that makes the environment the right one for mode $1
  {
    cat pyproject.toml "$constraints" installers/setup.sh installers/llama-lean.cmake
    "$venv/bin/python" -VV
    processor
    printf '%s\n' "$root" "$1" "${CMAKE_ARGS-}"
  } 2>&1 | hash_of
}

is_set_up() {
  [ -f "$stamps" ] && [ ! -e "$unfinished" ] && [ -x "$venv/bin/python" ] &&
    grep -qxF "$mode $(stamp_for "$mode")" "$stamps"
}

# --- when something fails ----------------------------------------------------------------------

advice() {
  local log_end
  log_end=$(tail -n 80 "$log")
  if grep -qE 'No space left on device|enough free space' <<<"$log_end"; then
    echo "The disk is full ($(df -Ph . | awk 'NR == 2 { print $4 }') free here). Setting up takes about 3 GB: make room, then run the same command again."
  elif grep -q 'CERTIFICATE_VERIFY_FAILED' <<<"$log_end"; then
    echo "The package index's certificate is not trusted here. Behind a proxy with its own certificate, set PIP_CERT to that certificate file, then run the same command again."
  elif grep -qE 'name resolution|NameResolutionError|NewConnectionError|Network is unreachable|Connection refused|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|Could not resolve|Failed to fetch|Could not connect|Could not find a version|No matching distribution|ResolutionImpossible' <<<"$log_end"; then
    echo "The package servers cannot be reached, or lack a version that is asked for. Connect to the network (or set HTTPS_PROXY or PIP_INDEX_URL), then run the same command again; what is done is kept."
  elif grep -qE 'Killed signal terminated|internal compiler error: Killed' <<<"$log_end"; then
    echo "The compiler ran out of memory. Run again with CMAKE_BUILD_PARALLEL_LEVEL=1."
  else
    echo "The whole output is in $log; run the same command again when the cause is gone."
  fi
}

fail() { # fail "what failed": shows the end of the log and what to do
  echo "--- the end of $log" >&2
  tail -n 15 "$log" >&2
  echo "---" >&2
  printf 'setup: %s\nsetup: %s\n' "$1" "$(advice)" >&2
  exit 1
}

child=
part=         # the folder of a compilation under way
may_stop=true # a half-done dpkg would need repair by hand

stop() {
  if [ -n "$child" ]; then
    if $may_stop; then kill -TERM -- "-$child" 2>/dev/null; else say "finishing the system packages first" >&2; fi
    wait "$child" || true
  fi
  [ -z "$part" ] || rm -rf "$part"
  say "stopped; run the same command to go on" >&2
  exit 130
}
trap stop INT TERM HUP

quietly() { # quietly "what" command…: output to the log, a line every 30 s
  local what=$1 begun=$SECONDS next=30 status=0
  shift
  printf '\n$ %s\n' "$*" >>"$log"
  set -m # a process group of its own, so that an interruption ends the compilers too
  "$@" >>"$log" 2>&1 </dev/null 9>&- &
  child=$!
  set +m
  while kill -0 "$child" 2>/dev/null; do
    if [ $((SECONDS - begun)) -ge $next ]; then
      say "still $what, $((next / 60)) min $((next % 60)) s$(progress)"
      next=$((next + 30))
    fi
    sleep 0.2
  done
  wait "$child" || status=$?
  child=
  return $status
}

progress() { # ninja's counter, where the log ends in one
  tail -n 40 "$log" | grep -oE '^ *\[[0-9]+/[0-9]+\]' | tail -n 1 | sed -E 's/^ *\[([0-9]+)\/([0-9]+)\]/: \1 of \2 steps/' || true
}

# --- system packages ---------------------------------------------------------------------------

hard=() # nothing works without these
soft=() # the window needs these; drafting in the terminal does not

# What Qt's libraries and its xcb platform plugin link to (readelf -d), and the package of each.
window_libraries='libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libxcb.so.1 libxcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-glx.so.0 libxcb-glx0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0'

# What the tests drive the real window with, and look into the Windows package with.
test_commands='Xvfb xvfb
xvfb-run xvfb
xauth xauth
xdotool xdotool
xclip xclip
dbus-daemon dbus
gnome-keyring-daemon gnome-keyring
wixl wixl
msiinfo msitools
strace strace
unshare util-linux'

has_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() { # python3.11 first: the versions in constraints.txt were tested on it
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 python3.12 python3.13 python3.14; do
    if has_python "$candidate"; then
      python=$(command -v "$candidate")
      return 0
    fi
  done
  python=
  return 1
}

look_for_python() {
  if find_python; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return
    case $("$python" -c 'import sys; print(sys.base_prefix)') in
      /usr) hard+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')") ;;
      *)
        say "$python lacks the modules venv and ensurepip: use a complete Python 3.11 or newer (PYTHON=/path/to/python3 $0 $mode)" >&2
        exit 1
        ;;
    esac
  elif command -v python3 >/dev/null; then
    say "Python 3.11 or newer is needed; here is $(python3 -V 2>&1). Install one beside it (on Ubuntu 22.04: sudo apt-get install -y python3.11 python3.11-venv), then run the same command again." >&2
    exit 1
  else
    hard+=(python3 python3-venv)
  fi
}

look_for_compilers() {
  local c=${CC:-cc} cxx=${CXX:-c++}
  if ! { command -v "${c%% *}" && command -v "${cxx%% *}"; } >/dev/null; then hard+=(g++); fi
}

look_for_window() {
  local known soname package
  [ "$(uname -s)" = Linux ] && command -v ldconfig >/dev/null || return 0
  known=$(ldconfig -p)
  while read -r soname package; do
    case $known in *"$soname ("*) ;; *) soft+=("$package") ;; esac
  done <<<"$window_libraries"
  if [ -z "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] &&
    ! dpkg-query -W -f '${Status}' fonts-noto-cjk 2>/dev/null | grep -q 'ok installed'; then
    soft+=(fonts-noto-cjk)
  fi
}

look_for_test_commands() {
  local name package
  [ "$(uname -s)" = Linux ] || return 0
  while read -r name package; do
    command -v "$name" >/dev/null || [[ " ${hard[*]-} " == *" $package "* ]] || hard+=("$package")
  done <<<"$test_commands"
}

look_for_system_packages() {
  hard=() soft=()
  look_for_python
  look_for_compilers
  case $mode in
    run) look_for_window ;;
    test)
      look_for_window
      hard+=(${soft[@]+"${soft[@]}"})
      soft=()
      look_for_test_commands
      ;;
  esac
}

apt_as_root() { # apt's lists may be missing or old: fetched only when the first try fails
  local root_env=(env DEBIAN_FRONTEND=noninteractive)
  [ "$(id -u)" = 0 ] || root_env=(sudo -n "${root_env[@]}")
  local install=("${root_env[@]}" apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2
    install -y --no-install-recommends "$@")
  say "installing system packages: $*"
  may_stop=false
  if quietly "installing system packages" "${install[@]}"; then
    may_stop=true
    return
  fi
  quietly "fetching the package lists" "${root_env[@]}" apt-get -o DPkg::Lock::Timeout=300 update || true
  quietly "installing system packages" "${install[@]}" || fail "apt-get could not install: $*"
  may_stop=true
}

may_be_root() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

install_system_packages() {
  look_for_system_packages
  local missing=(${hard[@]+"${hard[@]}"} ${soft[@]+"${soft[@]}"})
  rm -f "$no_window"
  [ ${#missing[@]} -gt 0 ] || return 0
  if command -v apt-get >/dev/null && may_be_root; then
    apt_as_root "${missing[@]}"
    look_for_system_packages
    [ ${#hard[@]} = 0 ] || { say "still missing after apt-get: ${hard[*]}" >&2; exit 1; }
    return
  fi
  local line="sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
  command -v apt-get >/dev/null || line="(names of Debian's packages) ${missing[*]}"
  if [ ${#hard[@]} -gt 0 ]; then
    printf 'setup: some system packages are missing, and only an administrator can install them:\n  %s\nsetup: then run the same command again.\n' "$line" >&2
    exit 1
  fi
  window_missing=$line
}

# --- the environment ---------------------------------------------------------------------------

is_usable() {
  "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)' >/dev/null 2>&1
}

make_environment() {
  if [ -e "$unfinished" ] || ! is_usable; then
    say "making the virtual environment $venv with $("$python" -V)"
    rm -rf "$venv"
    mkdir "$venv"
    : >"$unfinished"
    quietly "making $venv" "$python" -m venv "$venv" || fail "the virtual environment could not be made"
  fi
  : >"$unfinished"
  rm -f "$stamps"
  quietly "upgrading pip" "$venv/bin/python" -m pip install -c "$constraints" --progress-bar off --upgrade pip ||
    fail "pip could not be upgraded"
}

# --- llama.cpp ---------------------------------------------------------------------------------

cache_folder() {
  local cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/radvaluer-setup
  if ! { mkdir -p "$cache" && [ -w "$cache" ]; } 2>/dev/null; then
    cache=$root/build/setup-cache
    mkdir -p "$cache"
  fi
  printf '%s' "$cache"
}

compile_key() { # pip's own cache forgets what it compiled for; this does not
  {
    processor
    getconf GNU_LIBC_VERSION 2>/dev/null || true
    ${CXX:-c++} --version
    cat installers/llama-lean.cmake
    printf '%s\n' "${CMAKE_ARGS-}" "${CC-}" "${CXX-}" "${CFLAGS-}" "${CXXFLAGS-}"
  } | hash_of
}

compile_jobs() { # a compiler takes up to 1 GB
  local cores memory
  cores=$(getconf _NPROCESSORS_ONLN)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1000000) }' /proc/meminfo 2>/dev/null || echo "$cores")
  [ "$memory" -ge 1 ] || memory=1
  echo $((cores < memory ? cores : memory))
}

compile_llama() { # sets llama_wheel
  local version folder
  version=$(sed -n 's/^llama-cpp-python==//p' "$constraints")
  folder=$(cache_folder)/llama-cpp-python-$version-$(compile_key)
  llama_wheel=$(find "$folder" -name '*.whl' 2>/dev/null || true)
  [ -z "$llama_wheel" ] || return 0
  say "compiling llama.cpp for this processor, once: about 3 minutes on 2 cores"
  part=$(mktemp -d "$(cache_folder)/part.XXXXXX")
  cp installers/llama-lean.cmake "$part/"
  CMAKE_ARGS="-DLLAVA_BUILD=OFF '-DCMAKE_PROJECT_llama_cpp_INCLUDE=$part/llama-lean.cmake' ${CMAKE_ARGS-}" \
    CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(compile_jobs)} \
    SKBUILD_NINJA_MAKE_FALLBACK=0 \
    quietly compiling "$venv/bin/python" -m pip wheel -v --no-deps --no-cache-dir \
    --no-binary llama-cpp-python --build-constraint "$constraints" --progress-bar off \
    --wheel-dir "$part" "llama-cpp-python==$version" || { rm -rf "$part"; fail "llama.cpp could not be compiled"; }
  rm -rf "$folder"
  mv "$part" "$folder"
  part=
  llama_wheel=$(find "$folder" -name '*.whl')
}

# --- the Python packages -----------------------------------------------------------------------

install_python_packages() {
  local pip=("$venv/bin/python" -m pip install -c "$constraints" --build-constraint "$constraints" --progress-bar off)
  local wanted=("$llama_wheel" -e .)
  case $mode in
    test) wanted=("$llama_wheel" -e '.[evaluate]' --group test) ;;
    train) wanted=("$llama_wheel" -e '.[train]') ;;
  esac
  say "installing the Python packages"
  if [ "$(cat "$venv/.setup-llama" 2>/dev/null)" != "$llama_wheel" ]; then
    quietly "installing llama.cpp" "${pip[@]}" --no-deps --force-reinstall "$llama_wheel" ||
      fail "llama-cpp-python could not be installed"
    printf '%s\n' "$llama_wheel" >"$venv/.setup-llama"
  fi
  quietly "installing the Python packages" "${pip[@]}" "${wanted[@]}" ||
    fail "the Python packages could not be installed"
}

write_stamps() {
  printf '%s' "${CMAKE_ARGS-}" >"$cmake_args_file"
  {
    [ "$mode" != test ] || echo "run $(stamp_for run)"
    echo "$mode $(stamp_for "$mode")"
  } >"$stamps.part"
  mv "$stamps.part" "$stamps"
  rm -f "$unfinished"
}

tell_about_window() {
  [ -n "$window_missing" ] || return 0
  : >"$no_window"
  printf 'setup: the window needs system packages that only an administrator can install; until then\nsetup: impressions are drafted in the terminal. The line to run:\n  %s\n' "$window_missing"
}

main() {
  window_missing=
  if is_set_up && [ ! -e "$no_window" ]; then return; fi
  if ! { mkdir -p build && : >"$log"; }; then
    say "cannot write $root/$log: is the disk full, or the folder another person's?" >&2
    exit 1
  fi
  exec 9>build/setup.lock
  if command -v flock >/dev/null; then flock 9; fi
  if is_set_up && [ ! -e "$no_window" ]; then return; fi # another one did it meanwhile
  install_system_packages
  if ! is_set_up; then
    make_environment
    compile_llama
    install_python_packages
    write_stamps
    say "ready"
  fi
  tell_about_window
}

main
