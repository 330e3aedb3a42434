#!/bin/sh
# Makes .venv and installs a lock into it: scripts/bootstrap.sh run|dev
# Needs nothing but a Python of at least 3.11 with ensurepip. Does nothing when all is in place.
set -eu
lock="requirements/$1.txt"
python="${PYTHON:-python3}"
"$python" - <<'PY' || exit 1
import sys
if sys.version_info < (3, 11):
    sys.exit(f"Sekretariat needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. Set PYTHON=/path/to/python3.11.")
try:
    import ensurepip, venv
except ImportError:
    sys.exit("This Python has no venv module. On Debian or Ubuntu: apt-get install python3-venv")
PY
want="$(cat "$lock" requirements/uv.txt scripts/bootstrap.sh | cksum)"
stamp=.venv/.installed-$1
[ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && exit 0
[ -x .venv/bin/python ] || "$python" -m venv .venv
# The development lock holds the run lock: with it in place, the run lock has nothing to add.
if [ "$1" = run ] && [ -e .venv/.installed-dev ]; then lock=requirements/dev.txt; fi
export UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV="$PWD/.venv"
if .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt \
   && .venv/bin/uv pip sync --quiet --require-hashes "$lock"; then :; else
    echo "uv could not install; trying pip with the same lock." >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
site="$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
echo "$PWD/src" > "$site/sekretariat.pth"
cat > .venv/bin/sekretariat <<EOF
#!$PWD/.venv/bin/python
from sekretariat.config.cli import main

main()
EOF
chmod +x .venv/bin/sekretariat
echo "$want" > "$stamp"
