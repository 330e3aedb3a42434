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


class Verdict(models.TextChoices):
    """What can be said of a day: where an act's date is not confirmed, sometimes nothing."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    CANNOT_BE_SAID = "cannot_be_said", _("cannot be said")


class EliFault(models.TextChoices):
    """What is odd about an ELI. It is flagged and kept as it was written: the sources are odd themselves."""

    NO_ELI = "no_eli", _("This is no ELI of the Official Publications Centre (qbz.gov.al/eli/…).")
    OTHER_TYPE = "other_type", _("The ELI names another type of act.")
    OTHER_DATE = "other_date", _("The date in the ELI is not the date of the act.")
    OTHER_YEAR = "other_year", _("The year in the ELI is not the year of the act.")
    OTHER_NUMBER = "other_number", _("The number in the ELI is not the number of the act.")
    ODD_ENDING = "odd_ending", _("The identifier at the end of the ELI is not complete.")
