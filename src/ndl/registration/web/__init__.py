"""HTTP beside pages and services: cookies, tickets, origin."""
