"""The `sekretariat` command. Each subcommand is thin: parse, call a service or query, print a count."""

import os
import sys

COMMANDS = (
    "serve", "worker", "init", "demo", "urls", "dump", "audit", "edition", "totals", "mail", "backup", "restore",
)  # fmt: skip
USAGE = """sekretariat COMMAND [options]

  serve     the web server on PORT (8000), after bringing the database up to date
  worker    sends mail and does work in the background
  init      fills in reference data: counties, municipalities, institutions, act types, holidays
  demo      builds the demonstration, the first seed; with --serve, serves it and starts its worker
  urls      prints every route with its verbs and permission
  dump      prints the whole content in one stable order (--canonical)
  audit     audit verify: are the sealed days of the trail unchanged
  edition   edition verify [FILE ...]: are the frozen editions of plans unchanged; of which edition is a file
  totals    totals check: are the kept sums of the measures right; totals mend: sets them right
  mail      sends what waits in the outbox, once
  backup    backup FILE: the whole content into one file, while the server runs
  restore   restore FILE: into an empty installation, compared with what was backed up
  manage    any command of Django (manage migrate, manage shell, ...)

sekretariat COMMAND --help tells its options."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sekretariat.config.settings")
    from django.core.management import execute_from_command_line  # after the settings are named

    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(USAGE)
        return
    command, *rest = arguments
    if command == "manage":
        execute_from_command_line(["sekretariat", *rest])
    elif command in COMMANDS:
        execute_from_command_line(["sekretariat", command, *rest])
    else:
        sys.exit(f"sekretariat: there is no command {command!r}.\n\n{USAGE}")
