#!/usr/bin/env bash
# Renders the public version as a web page; the first document is the one that a visitor meets.
set -euo pipefail
bash "$(dirname "$0")/render.sh"
first=$(python3 -c '
import json, os
told = json.load(open(os.environ["RUNNER_TEMP"] + "/cvrender.json", encoding="utf-8"))
print(told["files"][0]["path"])
')
cp "$first" "$OUTPUT/index.html"
