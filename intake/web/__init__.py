"""The pages: the only package, with app and cli, that knows Flask."""
