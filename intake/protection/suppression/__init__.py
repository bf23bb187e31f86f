"""Method S: primary suppression, complementary suppression, and the audit of both."""
