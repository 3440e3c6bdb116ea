"""Voice calls through Twilio, or a cloud service with the same interface."""
