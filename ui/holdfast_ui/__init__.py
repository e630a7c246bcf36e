"""The window's server side: the Flask application with its guard, the API, the event stream and the window."""
