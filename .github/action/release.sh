#!/usr/bin/env bash
# Attaches the documents to the release of the tag, in the place of those of an earlier run.
set -euo pipefail
cd "$FOLDER"
mapfile -t names < <(python3 -c 'import json, os; print(*json.loads(os.environ["NAMES"]), sep="\n")')
gh release view "$GITHUB_REF_NAME" >/dev/null 2>&1 ||
    gh release create "$GITHUB_REF_NAME" --verify-tag --generate-notes
gh release upload "$GITHUB_REF_NAME" --clobber "${names[@]}"
