"""Kinds of acts, in the order of their force (domain facts, part f)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActType(models.TextChoices):
    CONSTITUTION = "constitution", _("Constitution")
    TREATY = "treaty", _("Treaty")
    EU_ACT = "eu_act", _("EU act")
    LAW = "law", _("Law")
    NORMATIVE_ACT = "normative_act", _("Normative act")
    DECREE = "decree", _("Decree")
    DCM = "dcm", _("Decision of the Council of Ministers")
    DECISION = "decision", _("Decision")
    ORDER = "order", _("Order")
    INSTRUCTION = "instruction", _("Instruction")


class Effect(models.TextChoices):
    """What an act does to an older one."""

    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    REPEALS = "repeals", _("repeals")
