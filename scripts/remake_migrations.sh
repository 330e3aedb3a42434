#!/bin/sh
# Only before the first release: throws the first migrations away and makes them anew from the models.
set -eu
search=src/sekretariat/ground/migrations/0002_search_index.py
for app in accounts ground domain; do rm -f "src/sekretariat/$app/migrations/0001_initial.py"; done
if [ -e "$search" ]; then mv "$search" "$search.aside"; fi
.venv/bin/sekretariat manage makemigrations accounts ground domain --verbosity 0 || status=$?
if [ -e "$search.aside" ]; then mv "$search.aside" "$search"; fi
exit "${status:-0}"
