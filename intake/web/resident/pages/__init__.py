"""The pages that ask something: each knows its fields, what they show, and what they change."""
