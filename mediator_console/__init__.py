"""The mediator's console: the queue in the hand of the person who walks up it."""
