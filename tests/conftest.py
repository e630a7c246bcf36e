"""What every test stands on: no test reaches the person's own keyring, home or settings."""

import atexit
import os
import shutil
import signal
import tempfile

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nonexistent"
for name in ("DBUS_SESSION_BUS_ADDRESS", "HOLDFAST_KEY_FILE", "HOLDFAST_HOME", "CLOUDINARY_URL"):
    os.environ.pop(name, None)

# Nor what starts at the person's login, and their service manager.
os.environ.pop("XDG_RUNTIME_DIR", None)
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="holdfast-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CONFIG_HOME"], ignore_errors=True)

# Whoever starts the tests in the background may have them ignore Ctrl-C; what they start must heed it all the same.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
