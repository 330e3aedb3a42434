"""Prints the whole content in one stable order, one row a line, so that two installations can be compared."""

import json
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

OURS = ("accounts", "ground", "domain")
# What differs between two installations with the same content: the machinery's own state.
MACHINERY = {"ground.tick", "ground.worker"}


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--canonical", action="store_true", help="the stable form (the only one there is)")

    def handle(self, **options: Any) -> None:
        for label in OURS:
            for model in sorted(apps.get_app_config(label).get_models(include_auto_created=True), key=name_of):
                if name_of(model) not in MACHINERY:
                    self._dump(model)

    def _dump(self, model: type[models.Model]) -> None:
        fields = sorted(field.attname for field in model._meta.concrete_fields)
        for values in model._default_manager.order_by("pk").values_list(*fields).iterator(chunk_size=2000):
            row = json.dumps(dict(zip(fields, values, strict=True)), cls=DjangoJSONEncoder, ensure_ascii=False)
            self.stdout.write(f"{name_of(model)} {row}")


def name_of(model: type[models.Model]) -> str:
    return model._meta.label_lower
