"""The one table role -> permissions: what an auditor reads to know who may do what."""

from .enums import Permission as P
from .enums import Role

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
        }
    ),
    Role.CLERK: frozenset({P.LETTERS_SEE, P.LETTERS_REGISTER, P.OBLIGATIONS_FOLLOW, P.DIRECTORY_SEE, P.CONTACTS_NOTE}),
    Role.COORDINATOR: frozenset({P.OBLIGATIONS_SEE, P.OBLIGATIONS_ANSWER}),
    Role.DEPUTY: frozenset({P.OBLIGATIONS_SEE, P.OBLIGATIONS_ANSWER}),
    Role.FOCAL_POINT: frozenset({P.OBLIGATIONS_SEE, P.OBLIGATIONS_ANSWER}),
    Role.HEAD: frozenset({P.OBLIGATIONS_SEE, P.OBLIGATIONS_ANSWER}),
    Role.MEMBER: frozenset(),
    Role.STAFF: frozenset(),
}

# Who works in a secretariat, as against who answers one: these sign in with a second step.
OFFICE_ROLES = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.CLERK})
