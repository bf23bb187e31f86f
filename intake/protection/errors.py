"""Why numbers cannot be protected; then nothing goes out."""


class Unprotectable(Exception):
    """What was published before, or the counts themselves, leave no way to protect the rest."""


class CountsInvalid(Unprotectable):
    """The frozen counts hold a value that the catalogue does not know, or break a relation."""
