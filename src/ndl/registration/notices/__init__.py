"""What patrons are told: mails, and notices shown in the portal."""
