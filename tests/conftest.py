"""What every test stands on: no test reaches the person's own keyring, home or settings."""

import os

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for name in ("DBUS_SESSION_BUS_ADDRESS", "HOLDFAST_KEY_FILE", "HOLDFAST_HOME", "CLOUDINARY_URL"):
    os.environ.pop(name, None)
