"""The outbox and the messages that leave it."""
