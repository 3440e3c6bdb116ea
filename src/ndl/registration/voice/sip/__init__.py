"""Voice calls through a SIP trunk or a PBX."""
