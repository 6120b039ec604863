#!/usr/bin/env bash
# Runs the publication that the workflow was asked for, with what the environment says and further arguments.
# Usage: publish.sh [ARGUMENT …]
# VERSION, AS_OF, REBUILD (names of versions, or all) and OVERWRITE (true) say what; TOKEN may push.
set -euo pipefail
# Whoever may start the workflow chooses what is published, and nothing else that the command can do.
for said in ${REBUILD:-${VERSION:-}} ${AS_OF:-}; do
    if ! [[ $said =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]]; then
        printf 'not a version and not a day: %s\n' "$said" >&2
        exit 2
    fi
done
asked=()
if [ -n "${REBUILD:-}" ]; then
    read -ra names <<< "$REBUILD"
    asked+=(--rebuild "${names[@]}")
else
    asked+=("$VERSION")
    if [ -n "${AS_OF:-}" ]; then asked+=(--as-of "$AS_OF"); fi
    if [ "${OVERWRITE:-}" = true ]; then asked+=(--overwrite); fi
fi
if [ -n "${TOKEN:-}" ]; then
    # For this command only: nothing of it is written to the disk.
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.https://github.com/.extraheader"
    GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 -w 0)"
    export GIT_CONFIG_VALUE_0
    unset TOKEN
fi
export GIT_AUTHOR_NAME="github-actions[bot]" GIT_AUTHOR_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
exec .venv/bin/python scripts/publish_version.py "${asked[@]}" "$@"
