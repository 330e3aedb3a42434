#!/bin/sh
# Only before the first release: throws the first migrations away and makes them anew from the models.
set -eu
for app in accounts ground domain; do rm -f "src/sekretariat/$app/migrations/0001_initial.py"; done
.venv/bin/sekretariat manage makemigrations accounts ground domain --verbosity 0
