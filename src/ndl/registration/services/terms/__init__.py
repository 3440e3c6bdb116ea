"""The terms and conditions over REST."""
