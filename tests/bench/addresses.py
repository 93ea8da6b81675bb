"""The pages as viewers turn them: the address of each page with the choices they make on it."""

PAGES: dict[str, tuple[str, ...]] = {
    "Overview": ("",),
    "Outcomes": ("outcomes",),
    "Geography": ("geography",),
    "Departments": ("departments",),
    "Catalogue": ("catalogue",),
}
EMPTY = ("",)


def everywhere() -> list[str]:
    """Every address of every page, in reading order."""
    return [address for addresses in PAGES.values() for address in addresses]
