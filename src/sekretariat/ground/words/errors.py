"""What the parsers raise."""

from .enums import Hint


class NotUnderstood(ValueError):
    """A text that a person wrote could not be read. `hint.label` tells them what to write instead."""

    def __init__(self, text: str, hint: Hint) -> None:
        super().__init__(f"{hint.value}: {text!r}")
        self.text = text
        self.hint = hint
