"""The record of one matter: its state, its log, and the verbs that change it."""
