"""How words come in and go out: adapters, spool, intake, threading, outbox."""
