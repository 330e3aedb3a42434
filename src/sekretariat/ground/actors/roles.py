"""The one table role -> permissions: what an auditor reads to know who may do what."""

from .enums import Permission as P
from .enums import Role

# Who answers for an institution, edits the measures it leads, and goes to meetings for it.
ANSWERING = frozenset({P.OBLIGATIONS_SEE, P.OBLIGATIONS_ANSWER, P.MEASURES_SEE, P.MEASURES_EDIT, P.MEETINGS_ATTEND})

PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            P.OFFICE_EDIT,
            P.MANDATES_EDIT,
            P.DIRECTORY_SEE,
            P.DIRECTORY_EDIT,
            P.BODIES_EDIT,
            P.PERSONS_ERASE,
            P.AUDIT_SEE,
            P.LETTERS_SEE,
            P.PLANS_SEE,
            P.MEETINGS_SEE,
        }
    ),
    Role.OFFICER: frozenset(
        {
            P.LETTERS_SEE,
            P.LETTERS_WRITE,
            P.LETTERS_REGISTER,
            P.OBLIGATIONS_FOLLOW,
            P.OBLIGATIONS_RECORD,
            P.OBLIGATIONS_DECIDE,
            P.DIRECTORY_SEE,
            P.DIRECTORY_EDIT,
            P.MANDATES_EDIT,
            P.BODIES_EDIT,
            P.CONTACTS_NOTE,
            P.AUDIT_SEE,
            P.PLANS_SEE,
            P.PLANS_EDIT,
            P.MEETINGS_SEE,
            P.MEETINGS_KEEP,
        }
    ),
    Role.CLERK: frozenset(
        {
            P.LETTERS_SEE,
            P.LETTERS_REGISTER,
            P.OBLIGATIONS_FOLLOW,
            P.DIRECTORY_SEE,
            P.CONTACTS_NOTE,
            P.PLANS_SEE,
            P.MEETINGS_SEE,
        }
    ),
    Role.COORDINATOR: ANSWERING,
    Role.DEPUTY: ANSWERING,
    Role.FOCAL_POINT: ANSWERING,
    Role.REPRESENTATIVE: ANSWERING,
    Role.HEAD: ANSWERING,
    Role.MEMBER: frozenset({P.MEETINGS_ATTEND}),
    Role.STAFF: frozenset(),
}

# Who works in a secretariat, as against who answers one: these sign in with a second step.
OFFICE_ROLES = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.CLERK})
