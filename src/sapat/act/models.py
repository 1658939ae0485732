"""Every record of the act floor, where Django looks for them."""

__all__: list[str] = []
