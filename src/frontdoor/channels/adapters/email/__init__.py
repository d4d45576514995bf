"""Reading mail: from raw bytes to what a person meant, without a database."""
