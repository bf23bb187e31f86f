"""Numbers: publishing a quarter, and the exact numbers for the body itself."""
