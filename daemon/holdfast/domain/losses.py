"""When so many files are gone at once that it is the library that is wrong, and not the files. Pure rules."""

FEW = 20
"""So many may go at once in any library, however small: a person tidies up, and fetching them again costs little."""


def is_mass_loss(gone: int, looked: int, accepted: int | None) -> bool:
    """`gone` of the `looked` files that were there before are not. More than three in ten is no rot and hardly anyone's
    wish: an older state of the drive, a folder moved away, another drive mounted inside. A person's word covers as
    many as they accepted."""
    return gone > max(FEW, looked * 3 // 10) and gone > (accepted or 0)


def mass_loss(gone: int, looked: int, place: str) -> tuple[str, str]:
    """The sentence and the next step."""
    sentence = f"{gone:,} of {looked:,} files are no longer in the library {place}. None was marked missing."
    action = (
        "Look whether the right drive is connected and whole, and put the files back if they were moved. If you removed"
        f" them yourself: `holdfast verify --accept-missing {gone}`."
    )
    return sentence, action
