#!/bin/sh
# Renew the lock files: every package with its hashes, for Python 3.11 and newer, without index addresses. Versions that
# stand in them already stay, unless an argument says otherwise.
# Usage: lock.sh path/to/uv [FOLDER [ARGUMENT …]]
# FOLDER (default: where it is called) gets the lock files; the rest is for uv, such as --upgrade.
set -eu
compile() {
    "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
        --no-emit-find-links --custom-compile-command 'make lock' --output-file "$@" - >/dev/null
}
lock() {
    output=$1
    extra=$2
    constraint=$3
    shift 3
    # shellcheck disable=SC2086 -- the two are options, or nothing
    echo hatchling | compile "$FOLDER/$output" $extra $constraint "$@" pyproject.toml
}
UV=$1
FOLDER=${2:-.}
if [ $# -gt 2 ]; then shift 2; else shift $#; fi
lock requirements.txt "" "" "$@"
lock requirements-dev.txt "--extra dev" "--constraint $FOLDER/requirements.txt" "$@"
# Atheris is for `make fuzz-parser` alone, which no trial of other releases calls. After 3.0 it is not for Python 3.11.
if [ -d "$FOLDER/tests/fuzz" ]; then echo 'atheris<3.1' | compile "$FOLDER/tests/fuzz/requirements.txt" "$@"; fi
