"""What every test stands on: no test reaches the person's own keyring, home or settings."""

import os
import signal

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for name in ("DBUS_SESSION_BUS_ADDRESS", "HOLDFAST_KEY_FILE", "HOLDFAST_HOME", "CLOUDINARY_URL"):
    os.environ.pop(name, None)

# Whoever starts the tests in the background may have them ignore Ctrl-C; what they start must heed it all the same.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
