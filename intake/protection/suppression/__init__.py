"""Method S: primary and complementary suppression."""
