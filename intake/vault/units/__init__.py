"""Keys of units: how they are made, signed for, proven and recovered."""
