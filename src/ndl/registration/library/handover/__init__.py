"""Hand-over of requests to the library's own system, and its reports."""
