"""Health checks of the site: findings and how to fix them."""
