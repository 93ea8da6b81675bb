"""What people say: the story behind a curve, feedback from the ground, what was done about it."""

from components.voice.reading import listed as to_read
from components.voice.story import story

__all__ = ["story", "to_read"]
