"""HTTP helpers shared by pages and services: cookies, tickets, origin checks."""
