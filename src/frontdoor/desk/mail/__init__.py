"""Mail that people at the desk bring in by hand."""
