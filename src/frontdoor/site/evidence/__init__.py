"""The evidence of the whole house: every log in order, checkpoints of them, and the way out."""
