"""The data that the figures of speed are measured on: always the same for the same seed.

    DATABASE_URL=... SEKRETARIAT_DATA=... python -m bench.generate [--scale 1 | --measures 7500] [--seed 1] [--force]

Scale 1 is 40 plans of 500 measures in three levels (component, objective, measure), 60 people, 40 institutions of which
four are secretariats, 300,000 cost lines; scale 5 and 10 are as many times the plans. Three plans of four are adopted.
"""

import argparse
import datetime
import importlib
import os
import sys
import time

import django

MEASURES_A_PLAN = 500
PLANS = {1: 40, 5: 200, 10: 400}


def prepare() -> None:
    """Settings and models, for modules that cannot be read before them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sekretariat.config.settings")
    django.setup()


def generate(*, plans: int, seed: int, force: bool = False) -> None:
    """Into the database that the environment names, which holds no plan unless it is forced."""
    rows = importlib.import_module("bench.rows")
    if rows.holds_plans() and not force:
        sys.exit("There are plans in this database already. Name another one in DATABASE_URL, or use --force.")
    began = time.monotonic()
    written = rows.write(plans=plans, measures=MEASURES_A_PLAN, seed=seed, today=datetime.date(2018, 10, 1))
    rows.analyse()
    print(f"{written} in {time.monotonic() - began:.0f} s, of these {written.indexing:.0f} s for the search")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--scale", type=int, choices=sorted(PLANS), default=1)
    size.add_argument("--measures", type=int, help="how many measures, in plans of 500 (7500: the real size)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="also where there are plans already")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        sys.exit("Name a database for it in DATABASE_URL: it is filled to the brim.")
    prepare()
    importlib.import_module("sekretariat.config.preparing").prepare_database()
    generate(plans=plans_for(options.scale, options.measures), seed=options.seed, force=options.force)


def plans_for(scale: int, measures: int | None) -> int:
    return PLANS[scale] if measures is None else max(1, measures // MEASURES_A_PLAN)


if __name__ == "__main__":
    main()
