"""The forms in which the API takes and gives things."""
