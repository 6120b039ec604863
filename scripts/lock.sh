#!/bin/sh
# Renew the lock files: every package with its hashes, for Python 3.11 and newer, without index addresses.
# Usage: lock.sh path/to/uv
set -eu
lock() {
    output=$1
    shift
    "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
        --no-emit-find-links --custom-compile-command 'make lock' --output-file "$output" "$@"
}
UV=$1
echo hatchling | lock requirements.txt pyproject.toml -
echo hatchling | lock requirements-dev.txt --extra dev --constraint requirements.txt pyproject.toml -
