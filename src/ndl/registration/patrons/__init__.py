"""Who a patron is: records, identifiers, passwords, addresses, entitlements."""
