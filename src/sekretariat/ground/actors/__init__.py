from .enums import Channel, Permission, Role
from .values import ANONYMOUS, Actor, Capacity, Operation, system_actor

__all__ = ["ANONYMOUS", "Actor", "Capacity", "Channel", "Operation", "Permission", "Role", "system_actor"]
