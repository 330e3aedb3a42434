#!/bin/sh
# Installs and starts what the tests need of the system, where it is missing (Debian, as root):
#   scripts/system.sh browser    Chromium
#   scripts/system.sh office     LibreOffice Writer and poppler, to open the documents we make
#   scripts/system.sh postgres   a PostgreSQL server that answers; prints its DATABASE_URL
# Without root or apt nothing is installed: the tests that need it skip and say so (in CI they fail).
set -eu

install() {
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || { echo "missing: $* (install it, or run as root)" >&2; return 1; }
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

answers() { # does a server answer at this address
    .venv/bin/python - "$1" <<'PY'
import sys
import psycopg
try:
    psycopg.connect(sys.argv[1], connect_timeout=3).close()
except psycopg.Error:
    sys.exit(1)
PY
}

postgres() {
    if [ -n "${DATABASE_URL:-}" ]; then echo "$DATABASE_URL"; return; fi
    url=postgres://postgres@127.0.0.1:5432/sekretariat
    server=postgres://postgres@127.0.0.1:5432/postgres
    if ! answers "$server"; then
        command -v pg_ctlcluster >/dev/null || install postgresql
        version="$(ls /etc/postgresql | sort -n | tail -1)"
        # The tests' own server, on this machine alone: whoever is on it may connect.
        sed -i 's/^\(host.*127\.0\.0\.1\/32\s*\).*$/\1trust/' "/etc/postgresql/$version/main/pg_hba.conf"
        pg_ctlcluster --skip-systemctl-redirect "$version" main restart >&2 || true
        for _ in 1 2 3 4 5 6 7 8 9 10; do answers "$server" && break; sleep 1; done
        answers "$server" || { echo "no PostgreSQL answers at $server" >&2; exit 1; }
    fi
    echo "$url"
}

for need in "$@"; do
    case "$need" in
        browser) command -v chromium-headless-shell >/dev/null || install chromium-headless-shell fonts-dejavu-core \
            || command -v chromium >/dev/null || install chromium fonts-dejavu-core || [ -z "${CI:-}" ] ;;
        office) { command -v soffice >/dev/null && command -v pdftoppm >/dev/null; } \
            || install libreoffice-writer libreoffice-calc poppler-utils fonts-liberation || [ -z "${CI:-}" ] ;;
        postgres) postgres ;;
        *) echo "scripts/system.sh browser|office|postgres" >&2; exit 2 ;;
    esac
done
