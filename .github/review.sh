#!/usr/bin/env bash
# What the checked-out commit means against a base, as FOLDER/review.md in both languages and FOLDER/review.json.
# Usage: review.sh BASE FOLDER
set -euo pipefail
base=$1 folder=$2

# Status 1 says that the change has findings; those are for the check to fail on.
review() {
    .venv/bin/python scripts/review_minutes.py "$base" HEAD --lang "$1" --format "$2" || [ $? -eq 1 ]
}

mkdir -p "$folder"
{
    review zh markdown
    printf '\n<details lang="en">\n<summary>English</summary>\n\n'
    review en markdown
    printf '\n</details>\n'
} > "$folder/review.md"
review en json > "$folder/review.json"
