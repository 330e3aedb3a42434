"""Whose notes of contacts and mails to many one keeps and sees. Pure."""

from sekretariat.ground.actors import Actor, Permission


def can_note_contacts(actor: Actor, office_id: int) -> bool:
    """Notes and mails to many are those of an office, whatever bodies one works for in it."""
    return actor.is_system or office_id in actor.institutions(Permission.CONTACTS_NOTE)
