"""What every request to the API passes through: who asks, how much, in what form; and how trouble is told."""
