"""What the page asks and is told: one module, one blueprint per resource."""
