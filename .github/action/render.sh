#!/usr/bin/env bash
# Renders the CV; annotates its faults, writes the summary of the job, and ends as `cvrender render`.
set -euo pipefail
set -f # what an input holds is no pattern
python="$RUNNER_TEMP/cvrender/bin/python"
[ -x "$python" ] || python="$RUNNER_TEMP/cvrender/Scripts/python.exe"
result="$RUNNER_TEMP/cvrender.json"

arguments=(--json --output "$OUTPUT")
each() { # OPTION VALUES: the option for each of the values
    local value
    for value in ${2//,/ }; do arguments+=("$1" "$value"); done
}
each --to "$TO"
each --variant "$VARIANT"
each --language "$LANGUAGES"
[ -z "$THEME" ] || arguments+=(--theme "$THEME")
[ "$PUBLIC" != true ] || arguments+=(--public)
[ "$STRICT" != true ] || arguments+=(--strict)
if [ -n "$OVERLAY" ]; then
    overlay="$RUNNER_TEMP/overlay.yaml"
    trap 'rm -f "$overlay"' EXIT
    (umask 077 && printf '%s\n' "$OVERLAY" >"$overlay")
    "$python" "$(dirname "$0")/mask.py" "$overlay"
    arguments+=(--overlay "$overlay")
fi
[ -z "$SOURCE" ] || arguments+=(-- "$SOURCE")

code=0
"$python" -m cvrender render "${arguments[@]}" >"$result" || code=$?
"$python" "$(dirname "$0")/report.py" "$result"
exit "$code"
