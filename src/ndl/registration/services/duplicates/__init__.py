"""People who may be registered twice, over REST."""
