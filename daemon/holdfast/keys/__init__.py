"""The key of the catalog: where it lies, how it is read back, how a person keeps a copy on paper."""
