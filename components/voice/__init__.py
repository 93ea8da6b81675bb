"""What people say: the story behind a curve, feedback from the ground, what was done about it."""

from components.voice.at_node import at_node
from components.voice.reading import listed as to_read
from components.voice.story import story
from components.voice.whole import said_and_done

__all__ = ["at_node", "said_and_done", "story", "to_read"]
