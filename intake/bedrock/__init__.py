"""What every floor stands on: values and readers that know nothing of the rest of intake."""
