"""What every part stands on; no help-desk word in it."""
