"""What is read, as plain values: no models are built for a list."""
