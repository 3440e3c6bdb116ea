"""Services for patrons: conditions, entitlements, consent to terms."""
