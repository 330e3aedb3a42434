"""Kinds of bodies, and the roles of their seats."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    COMMITTEE = "committee", _("Committee")
    IPMG = "ipmg", _("Integrated Policy Management Group")
    THEMATIC_GROUP = "thematic_group", _("Thematic group")
    WORKING_GROUP = "working_group", _("Inter-institutional working group")
    SUB_GROUP = "sub_group", _("Sub-group")
    COUNCIL = "council", _("Council")
    FORUM = "forum", _("Forum")
    NETWORK = "network", _("Network of coordinators")


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    CO_CHAIR = "co_chair", _("Co-chair")
    SECRETARIAT = "secretariat", _("Technical secretariat")
    RESPONSIBLE = "responsible", _("Responsible institution")
    CONTRIBUTING = "contributing", _("Contributing institution")
    MEMBER = "member", _("Member")
    GUEST = "guest", _("Permanent guest")


class Side(models.TextChoices):
    """Of a body of parity (Law 139/2015, art. 12): central government and local self-government."""

    CENTRAL = "central", _("Central government")
    LOCAL = "local", _("Local self-government")
