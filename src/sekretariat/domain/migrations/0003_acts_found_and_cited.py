"""Acts that were entered before get the keys that lists sort and find by; letters get the acts that they cite."""

import re

from django.db import migrations

from sekretariat.ground.words import fold, parse_acts, sort_key


def fill(apps, schema_editor):
    acts = apps.get_model("domain", "Act").objects
    for act in acts.filter(folded="").iterator():
        digits = re.match(r"[0-9]{1,15}", act.number)
        act.sort_key, act.number_key = sort_key(act.title_sq)[:200], int(digits[0]) if digits else 0
        act.folded = fold(f"{act.number}/{act.year} {act.title_sq} {act.title_en}")[:1200]
        act.save(update_fields=["sort_key", "number_key", "folded"])
    cited = apps.get_model("domain", "CitedAct").objects
    for letter in apps.get_model("domain", "Letter").objects.filter(cited_acts=None).iterator():
        for one in parse_acts(f"{letter.subject}\n{letter.text}"):
            if one.year:
                cited.get_or_create(letter=letter, type=one.type.value, number=str(one.number), year=one.year)


class Migration(migrations.Migration):
    dependencies = [("domain", "0002_time_law_and_people")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
