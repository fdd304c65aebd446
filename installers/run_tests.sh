#!/usr/bin/env bash
# Every check, the quick ones first; stops at the first that fails and names it.
#     installers/run_tests.sh [lint | format | types | imports | tests [pytest's arguments]]
#     installers/run_tests.sh measure MODULE
# Needs what `installers/setup.sh test` installs. The tests run on screens of their own (Xvfb).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python

step() { # step "name" command…
  local name=$1 begun=$SECONDS
  shift
  printf -- '--- %s\n' "$name"
  if ! "$@"; then
    printf -- '--- FAILED: %s\n' "$name" >&2
    exit 1
  fi
  printf -- '--- %s: ok, %s s\n' "$name" "$((SECONDS - begun))"
}

check_format() { step "format (ruff format)" "$python" -m ruff format --check; }
check_lint() { step "lint (ruff check)" "$python" -m ruff check; }

types_for() { # each platform keeps its own cache, or none would be of use to the next
  local sources=(radvaluer_desktop tests)
  if compgen -G 'installers/*.py' >/dev/null; then sources+=(installers); fi # mypy refuses an empty folder
  "$python" -m mypy --strict "${sources[@]}" ${1:+--platform "$1"} --cache-dir ".mypy_cache/${1:-here}"
}

check_types() {
  step "types (mypy --strict)" types_for ""
  step "types on Windows (mypy --platform win32)" types_for win32
  step "types on macOS (mypy --platform darwin)" types_for darwin
}

check_imports() {
  step "imports (import-linter)" "$python" -c \
    'import sys; from importlinter.cli import lint_imports_command; sys.argv[0] = "lint-imports"; lint_imports_command()'
}

cut_network_off() { # sets offline: what runs a command without any network, where that is permitted
  offline=()
  if [ "${RADVALUER_TEST_NETWORK:-off}" = on ]; then
    echo "The network is on, because RADVALUER_TEST_NETWORK says so."
    return
  elif unshare --net true 2>/dev/null; then
    offline=(unshare --net)
  elif unshare --map-current-user --net true 2>/dev/null; then
    offline=(unshare --map-current-user --net)
  else
    echo "The network is on: this machine permits no network name space (unshare --net)."
    return
  fi
  echo "The network is off, the loopback too (${offline[*]}); RADVALUER_TEST_NETWORK=on leaves it on."
  offline+=(env RADVALUER_TEST_OFFLINE=1)
}

run_pytest() {
  export PYTHONDONTWRITEBYTECODE= # tests start the program hundreds of times: compiled once
  if [ "$(uname -s)" = Linux ]; then
    cut_network_off
    QT_QPA_PLATFORM=xcb ${offline[@]+"${offline[@]}"} "$python" -m pytest "$@"
  else
    "$python" -m pytest "$@"
  fi
}

run_all_tests() { # file by file beside each other, one more than there are cores: tests wait a good deal
  local workers
  workers=${RADVALUER_TEST_WORKERS:-$("$python" -c 'import os; print(1 + (os.cpu_count() or 1))')}
  run_pytest -p no:cacheprovider --numprocesses "$workers" --dist loadfile --no-loadscope-reorder "$@"
}

check_tests() {
  if [ $# = 0 ]; then step "tests (pytest)" run_all_tests; else step "tests (pytest)" run_pytest "$@"; fi
}

run_on_a_screen() { # a module, with a screen and a keyring of its own
  local home
  home=$(mktemp -d)
  "$python" -m compileall -q radvaluer_desktop # as after a first start
  # shellcheck disable=SC2016 # the inner shell expands its own arguments
  XDG_DATA_HOME=$home XDG_RUNTIME_DIR=$home dbus-run-session -- sh -c '
    printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
    exec xvfb-run -a -s "-screen 0 1600x1000x24 -noreset" env QT_QPA_PLATFORM=xcb "$@"
  ' sh "$python" -m "$@" 2>>build/measure.log
  rm -rf "$home"
}

what=${1:-all}
[ $# = 0 ] || shift
case $what in
  format) check_format ;;
  types) check_types ;;
  imports) check_imports ;;
  lint) check_lint && check_format && check_types && check_imports ;;
  tests) check_tests "$@" ;;
  measure) run_on_a_screen "$@" ;;
  all) check_lint && check_format && check_types && check_imports && check_tests ;;
  *) echo "usage: installers/run_tests.sh [lint | format | types | imports | tests … | measure MODULE]" >&2; exit 2 ;;
esac
