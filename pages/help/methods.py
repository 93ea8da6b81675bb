"""Methods: how results are judged, when each method misleads, and where it comes from."""

from components import explanations, filters
from queries import method_pages

# Choose
pages = method_pages()
with filters.bar():
    method = filters.method(explanations.titles(pages))

# Fetch
page = pages.get(method or "")

# Show
if page is None:
    explanations.listed(pages)
else:
    explanations.whole(page)
