"""What HTTP needs beside pages and services: cookies, tickets, origin."""
