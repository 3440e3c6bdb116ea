"""What leaves by mail."""
