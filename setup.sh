#!/bin/sh
# Sets up what cvrender needs, each part once: .venv, the libraries WeasyPrint loads, the locked
# Python packages, cvrender itself. `./setup.sh dev` adds the tools of `make check`, `./setup.sh docs`
# those of the site. Where all is there it does nothing, at once.
set -eu
cd "$(dirname "$0")"
# Homebrew's folders are not among those that other Pythons than Homebrew's search.
export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
export DEBIAN_FRONTEND=noninteractive

main() {
    lock=requirements${1:+-$1}.txt
    stamp=.venv/installed${1:+-$1}
    venv_stands || make_venv
    libraries_load 2>/dev/null || install_libraries
    { [ "$stamp" -nt "$lock" ] && [ "$stamp" -nt pyproject.toml ]; } || install_package
}

# A folder that was moved, copied or left half made, or whose Python is gone, does not stand.
venv_stands() {
    [ -x .venv/bin/python ] && [ "$(cat .venv/home 2>/dev/null)" = "$(pwd -P)" ]
}

make_venv() {
    python=$(find_python) || stop "Python 3.11 or newer is needed and was not found; install it, then run make again."
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        install "Python's venv" "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
    pwd -P >.venv/home
}

# One that the locked packages have wheels for; else a newer one, on which pip builds them.
find_python() {
    for below in 3,16 4; do
        for name in python3 python3.15 python3.14 python3.13 python3.12 python3.11; do
            if "$name" -c "import sys; sys.exit(not (3, 11) <= sys.version_info < ($below,))" 2>/dev/null; then
                command -v "$name"
                return
            fi
        done
    done
    return 1
}

libraries_load() {
    .venv/bin/python -ISc '
import ctypes, sys
suffix = ".0.dylib" if sys.platform == "darwin" else ".so.0"
for library in ("libpango-1.0", "libpangoft2-1.0", "libharfbuzz-subset"):
    ctypes.CDLL(library + suffix)
'
}

install_libraries() {
    what="Pango or HarfBuzz's subsetter"
    case $(package_manager) in
        apt-get) install "$what" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
        *) install "$what" pango harfbuzz ;;
    esac
    libraries_load || stop "the libraries are installed, but this Python cannot load them (see above)."
}

package_manager() {
    for name in apt-get dnf brew; do
        if command -v "$name" >/dev/null; then
            echo "$name"
            return
        fi
    done
}

# install WHAT PACKAGE…: runs the one command that brings the packages, or stops and shows it.
install() {
    what=$1
    shift
    case $(package_manager) in
        apt-get) command="sh -c 'apt-get update; apt-get install --yes --no-install-recommends $*'" ;;
        dnf) command="dnf install --assumeyes $*" ;;
        brew) command="brew install $*" ;;
        *) stop "$what is missing, and there is no apt-get, dnf or brew (https://brew.sh) to bring it; see
  https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation" ;;
    esac
    if [ "$(id -u)" != 0 ] && [ "$(package_manager)" != brew ]; then
        command -v sudo >/dev/null || stop "$what is missing. Run this as root, then make again:

  $command
"
        command="sudo $command"
    fi
    say "$what is missing; running: $command"
    eval "$command" || stop "that did not work. Run this yourself, then make again:

  $command
"
}

install_package() {
    say "installing cvrender into .venv; this takes a minute, once"
    pip_install --require-hashes --requirement "$lock"
    pip_install --no-deps --no-build-isolation --editable .
    .venv/bin/python -m compileall -q src
    touch .venv/installed "$stamp"
}

pip_install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
}

say() {
    printf 'setup: %s\n' "$*" >&2
}

stop() {
    say "$*"
    exit 1
}

main "$@"
