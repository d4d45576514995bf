"""The figures of the desk, measured on made-up history, with the machine's own limits beside them."""
