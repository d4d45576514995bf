"""One file or package for each way in: adding an adapter is adding it here."""
