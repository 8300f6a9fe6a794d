#!/usr/bin/env bash
# Installs cvrender in an environment of its own, and the libraries of its PDF where they are missing.
set -euo pipefail
export PIP_CACHE_DIR="$RUNNER_TEMP/cvrender-pip" PIP_DISABLE_PIP_VERSION_CHECK=1
venv="$RUNNER_TEMP/cvrender"
package=$GITHUB_ACTION_PATH
[ -z "$VERSION" ] || package="cvrender==$VERSION"

"$PYTHON" -m venv --clear "$venv"
python="$venv/bin/python"
[ -x "$python" ] || python="$venv/Scripts/python.exe"
"$python" -m pip install --quiet "$package"
"$python" -c '
import subprocess
from cvrender.system import how_to_install, missing_libraries
if missing := missing_libraries():
    subprocess.run(how_to_install(missing), shell=True, check=True)
'
"$python" -m cvrender --version
