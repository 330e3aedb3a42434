from .enums import Channel, Permission, Role
from .roles import OFFICE_ROLES
from .values import ANONYMOUS, Actor, Capacity, Operation, system_actor

__all__ = [
    "ANONYMOUS",
    "OFFICE_ROLES",
    "Actor",
    "Capacity",
    "Channel",
    "Operation",
    "Permission",
    "Role",
    "system_actor",
]
