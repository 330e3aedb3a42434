"""Roles, permissions and channels: closed lists whose values are stored and never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """As what a person acts. Each comes from a mandate (`domain/mandates`)."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OFFICER = "officer", _("Secretariat officer")
    CLERK = "clerk", _("Protocol clerk")
    COORDINATOR = "coordinator", _("Coordinator")
    DEPUTY = "deputy", _("Deputy coordinator")
    FOCAL_POINT = "focal_point", _("Focal point")
    REPRESENTATIVE = "representative", _("Representative of a lead")
    HEAD = "head", _("Head of institution")
    MEMBER = "member", _("Member")
    STAFF = "staff", _("Staff")


class Permission(models.TextChoices):
    """What a role lets one do within its institution (and body)."""

    LETTERS_SEE = "letters.see", _("See the office's letters")
    LETTERS_WRITE = "letters.write", _("Write letters and say what they ask")
    LETTERS_REGISTER = "letters.register", _("Register, scan and send letters")
    OBLIGATIONS_SEE = "obligations.see", _("See what the institution owes")
    OBLIGATIONS_ANSWER = "obligations.answer", _("Answer for the institution")
    OBLIGATIONS_FOLLOW = "obligations.follow", _("See what is owed to the office")
    OBLIGATIONS_RECORD = "obligations.record", _("Record answers on behalf of institutions")
    OBLIGATIONS_DECIDE = "obligations.decide", _("Accept, return, withdraw and extend duties")
    PLANS_SEE = "plans.see", _("See the plans that the office prepares")
    PLANS_EDIT = "plans.edit", _("Keep plans, their measures, calendars and editions")
    MEASURES_SEE = "measures.see", _("See the measures in which the institution takes part")
    MEASURES_EDIT = "measures.edit", _("Edit the measures that the institution leads")
    MEETINGS_SEE = "meetings.see", _("See the meetings that the office prepares")
    MEETINGS_KEEP = "meetings.keep", _("Call meetings, keep their agenda, decisions and minutes")
    MEETINGS_ATTEND = "meetings.attend", _("See the meetings to which the institution is invited")
    DIRECTORY_SEE = "directory.see", _("See the addresses of persons")
    DIRECTORY_EDIT = "directory.edit", _("Edit institutions, persons and posts")
    MANDATES_EDIT = "mandates.edit", _("Begin and end mandates")
    BODIES_EDIT = "bodies.edit", _("Keep acts, bodies and seats")
    CONTACTS_NOTE = "contacts.note", _("Note contacts and write to groups")
    PERSONS_ERASE = "persons.erase", _("Hand out and erase the data of a person")
    AUDIT_SEE = "audit.see", _("See the history of the office's rows")
    OFFICE_EDIT = "office.edit", _("Change the office's settings")


class Channel(models.TextChoices):
    """The way by which something came in or was done."""

    PAGE = "page", _("Page")
    LINK = "link", _("Personal link")
    EMAIL = "email", _("E-mail")
    PAPER = "paper", _("Paper letter")
    GRID = "grid", _("Grid")
    COMMAND = "command", _("Command")
    JOB = "job", _("Background job")
