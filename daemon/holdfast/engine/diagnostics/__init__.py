"""What somebody who helps needs to know of an installation, without a name, an account, a place or a secret in it."""
