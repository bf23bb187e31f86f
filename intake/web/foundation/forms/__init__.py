"""What forms are made of: fields, limits, choices and questions."""
