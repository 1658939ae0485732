"""Every record of the check floor, where Django looks for them."""

__all__: list[str] = []
