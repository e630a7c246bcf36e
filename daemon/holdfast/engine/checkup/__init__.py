"""What Holdfast needs of this computer, looked at one thing after the other: for `holdfast doctor` and the bundle."""
