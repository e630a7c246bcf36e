"""The catalog cannot be opened; the photos are untouched."""

from holdfast.errors.base import HoldfastError


class CatalogError(HoldfastError):
    """The catalog cannot be opened; the photos are untouched."""

    code = "CATALOG"
    exit_code = 5


class NotSetUp(CatalogError):
    code = "NOT_SET_UP"
    default_action = "Run `holdfast init` first."


class SettingsBad(CatalogError):
    """The file that says where library and key are makes no sense."""

    code = "SETTINGS_BAD"
    default_action = 'Put it right: it names the library as in `library = "/path/to/it"`, and the key file likewise.'


class KeyWrong(CatalogError):
    code = "KEY_WRONG"
    default_action = "Run `holdfast catalog unlock` and type the recovery code, or name the right key file."


class KeyMissing(CatalogError):
    code = "KEY_MISSING"
    default_action = (
        "Run `holdfast catalog unlock` and type the recovery code, or give the key with --key-file FILE."
        " If both are lost, `holdfast catalog rebuild --new-key` makes a new catalog from the library alone."
    )


class KeyExposed(CatalogError):
    """The key file is open to other users of this computer."""

    code = "KEY_EXPOSED"
    default_action = "Make the key file readable by you alone (mode 0600)."


class NoKeyring(CatalogError):
    code = "NO_KEYRING"
    default_action = "Log in to a desktop session with a keyring, or give the key with --key-file FILE."


class KeyringLocked(CatalogError):
    code = "KEYRING_LOCKED"
    default_action = "Unlock the keyring and try again."


class CatalogDamaged(CatalogError):
    code = "CATALOG_DAMAGED"
    default_action = "Run `holdfast catalog restore`, or `holdfast catalog rebuild` to make a new one from the photos."


class CatalogMissing(CatalogError):
    code = "CATALOG_MISSING"
    default_action = "Run `holdfast catalog restore`, or `holdfast catalog rebuild` to make a new one from the photos."


class CatalogNewer(CatalogError):
    code = "NEWER_CATALOG"
    default_action = "Update Holdfast."
