"""Kinds of institutions, territories and posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionKind(models.TextChoices):
    PM_OFFICE = "pm_office", _("Office of the Prime Minister")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency")
    UNIT = "unit", _("Department, directorate or unit")
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("County")
    INDEPENDENT = "independent", _("Independent institution")
    DONOR = "donor", _("Donor")
    CSO = "cso", _("Civil society organisation")
    ASSOCIATION = "association", _("Association")
    EU_BODY = "eu_body", _("EU body")


class TerritoryKind(models.TextChoices):
    COUNTY = "county", _("County")
    MUNICIPALITY = "municipality", _("Municipality")


class PostKind(models.TextChoices):
    """What a post is for. The head answers for the whole institution; the protocol office receives."""

    HEAD = "head", _("Head of institution")
    SECRETARY_GENERAL = "secretary_general", _("Secretary general")
    MAYOR = "mayor", _("Mayor")
    DIRECTOR = "director", _("Director")
    OFFICER = "officer", _("Officer")
    PROTOCOL = "protocol", _("Protocol office")
    EU_UNIT = "eu_unit", _("EU integration unit")


# The posts whose holder answers for the institution where no coordinator does.
HEADS = (PostKind.HEAD, PostKind.MAYOR, PostKind.SECRETARY_GENERAL)


class Change(models.TextChoices):
    """What ends an institution as it was."""

    RENAMED = "renamed", _("Renamed")
    MERGED = "merged", _("Merged into another")
    DISSOLVED = "dissolved", _("Dissolved")
