"""For each rule, what the answers say about it: one small pure predicate a rule."""
