"""How exact a date is, what kind of act is cited, and why a text was not understood."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date was said. The stored date is always the last day of the period."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class CitedType(StrEnum):
    """The types of act that a citation names by its first word."""

    LAW = "law"
    DCM = "dcm"
    DECISION = "decision"  # of a body other than the Council of Ministers
    NORMATIVE_ACT = "normative_act"
    ORDER = "order"
    INSTRUCTION = "instruction"
    DECREE = "decree"


class Hint(models.TextChoices):
    """Why a text was not understood; the label is the sentence for the person who wrote it."""

    DATE = "date", _("Write a date such as 21.05.2018, “June 2019”, “T3 2019” or 2023.")
    SHORT_YEAR = "short_year", _("Write the year with four digits, such as 21.05.2018.")
    IMPOSSIBLE_DATE = "impossible_date", _("There is no such day in the calendar.")
    AMOUNT = "amount", _("Write an amount such as 1.250.000, “1,2 mln” or “500 mijë”.")
    VAGUE_AMOUNT = "vague_amount", _("Write one exact amount, without “about” or “over”.")
    DECIMALS = "decimals", _("An amount has at most two digits after the decimal comma.")
    OLD_LEK = "old_lek", _("Write the amount in new lekë: one new lek is ten old ones.")
    OTHER_CURRENCY = "other_currency", _("The amount names another currency.")
    PROTOCOL_NUMBER = "protocol_number", _("Write a protocol number such as 2470 or 2470/3.")
