"""What the addresses in our mails lead to, for whoever is not signed in."""
