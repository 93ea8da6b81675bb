"""The rules that keep the layers apart (README, "What is where"), read from the source itself."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"app", "components", "data", "pages", "queries", "tests"}
TOP_LEVEL = {"README.md", "app.py", "components", "data", "pages", "queries", "requirements.txt"}
DRAWING = {"altair", "streamlit", "vl_convert"}
# For each layer, which of our own packages and which heavy libraries it may not import.
FORBIDDEN = {
    "data": (OURS - {"data"}) | DRAWING,
    "queries": (OURS - {"queries", "data"}) | {"altair", "vl_convert", "deltalake"},
    "queries/methods": (OURS - {"queries"}) | DRAWING | {"duckdb", "deltalake"},
    "components": (OURS - {"components"}) | {"duckdb", "deltalake"},
    "pages": OURS - {"components", "queries"},
}
PAGE_MAY_IMPORT = {"components", "queries", "streamlit"} | sys.stdlib_module_names
HEADER = re.compile(
    r"\A(?:-- (?!Grain:|Parameters:).+\n)+"  # what it answers, then notes
    r"-- Grain: .+\.\n(?:-- (?!Parameters:).+\n)*"
    r"-- Parameters: (?P<parameters>(?:.+\n-- )*?.+)\.\n(?!--)"
)


def files(pattern: str) -> list[Path]:
    """The project's own files of a pattern, in order."""
    return sorted(path for path in ROOT.glob(pattern) if "__pycache__" not in path.parts)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> set[str]:
    """Top-level packages that a file imports, anywhere in it."""
    packages = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # A relative import stays inside its own package.
            packages.add(path.relative_to(ROOT).parts[0] if node.level else str(node.module))
    return {package.split(".")[0] for package in packages}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a file with the name called, without what it is called on."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            function = node.func
            yield function.attr if isinstance(function, ast.Attribute) else function.id, node


def sources() -> list[Path]:
    folders = ("components", "data", "pages", "queries")
    return [ROOT / "app.py", *(path for name in folders for path in files(f"{name}/**/*.py"))]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


pages = pytest.mark.parametrize("page", files("pages/*/*.py"), ids=relative)
queries = pytest.mark.parametrize("query", files("queries/*.sql"), ids=relative)


@pytest.mark.parametrize(
    "pattern",
    ["components/*.py", "data/*.py", "queries/*.sql", "queries/methods/*.sql", "pages/*/*.py"],
)
def test_no_rule_passes_over_nothing(pattern):
    assert files(pattern), f"nothing matches {pattern}"


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_only_what_lies_beneath_it(layer):
    pattern = f"{layer}/*.py" if layer == "queries" else f"{layer}/**/*.py"
    wrong = {relative(path): imported(path) & FORBIDDEN[layer] for path in files(pattern)}

    assert {path: packages for path, packages in wrong.items() if packages} == {}


def test_duckdb_altair_and_sqlalchemy_are_imported_where_they_belong():
    homes = {
        "duckdb": ("data/", "queries/__init__.py"),
        "altair": ("components/",),
        "sqlalchemy": ("data/register/",),
        "sqlite3": ("data/register/",),
    }

    for package, home in homes.items():
        importers = [relative(path) for path in sources() if package in imported(path)]
        assert importers, f"nothing imports {package}"
        assert [path for path in importers if not path.startswith(home)] == []


def test_the_frame_leaves_asking_to_the_pages():
    assert imported(ROOT / "app.py") <= PAGE_MAY_IMPORT | {"gc"}


@pages
def test_a_page_chooses_fetches_and_shows(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    comments = [line[2:] for line in lines if line.startswith("# ")]

    assert comments == ["Choose", "Fetch", "Show"]
    assert len(lines) < 60


@pages
def test_a_page_has_no_logic_of_its_own(page):
    tree = parsed(page)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try)
    docstring = ast.get_docstring(tree)
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert docstring
    assert [node for node in ast.walk(tree) if isinstance(node, kinds)] == []
    assert imported(page) <= PAGE_MAY_IMPORT
    assert [text for text in texts if re.search(r"</?\w+|\bselect\b.+\bfrom\b", text)] == []


def test_page_file_names_are_unique_because_they_are_the_addresses():
    names = [page.stem for page in files("pages/*/*.py")]

    assert sorted(names) == sorted(set(names))
    assert list(ROOT.glob("pages/*.py")) == []  # Streamlit would discover these on its own


@pytest.mark.parametrize("path", sources(), ids=relative)
def test_sql_is_never_put_together_from_text(path):
    built = (ast.JoinedStr, ast.BinOp)
    runners = {"execute", "executemany", "sql", "query", "from_query"}

    for name, call in calls(path):
        if name in runners and call.args:
            statement = call.args[0]
            is_formatted = isinstance(statement, ast.Call) and "format" in ast.dump(statement.func)
            assert not isinstance(statement, built), f"{relative(path)}:{call.lineno}"
            assert not is_formatted, f"{relative(path)}:{call.lineno}"


def test_a_person_is_appointed_at_the_command_line_and_nowhere_else():
    callers = [relative(path) for path in sources() if "appoint" in {n for n, _ in calls(path)}]

    assert callers == ["data/keeping.py"]


def test_html_is_written_in_one_place_and_never_unsafely():
    for path in sources():
        keywords = {word.arg for _, call in calls(path) for word in call.keywords}
        assert not keywords & {"unsafe_allow_html", "unsafe_allow_javascript"}, relative(path)
        if relative(path) != "components/theme.py":
            assert "html" not in {name for name, _ in calls(path)}, relative(path)


@pytest.mark.parametrize("path", sources(), ids=relative)
def test_functions_are_at_most_30_lines_without_their_docstring(path):
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node, clean=False)
            described = docstring.count("\n") + 1 if docstring else 0
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - described
            assert length <= 30, f"{relative(path)}: {node.name} has {length} lines"


@queries
def test_a_query_says_what_it_answers_its_grain_and_its_parameters(query):
    text = query.read_text(encoding="utf-8")
    header = HEADER.match(text)
    assert header, "expected what it answers, Grain and Parameters, in that order"
    words = header["parameters"].replace("\n--", "")
    declared = set() if words == "none" else set(words.split(", "))
    (statement,) = duckdb.extract_statements(text)

    assert declared == statement.named_parameters


def test_a_method_in_sql_says_what_it_computes_and_on_whose_authority():
    for method in files("queries/methods/*.sql"):
        text = method.read_text(encoding="utf-8")
        assert text.startswith("-- "), relative(method)
        # A rule cites its source; a table macro only gathers rows and states their grain.
        assert re.search(r"^-- .*(Source|Grain): .+", text, re.MULTILINE), relative(method)


def test_a_link_to_the_help_on_a_method_names_one_that_has_a_page():
    known = {page.stem for page in files("queries/methods/*.md")}
    asked = {}
    for path in [*files("components/**/*.py"), *files("pages/*/*.py")]:
        for name, call in calls(path):
            given = [word.value for word in call.keywords if word.arg == "method"]
            given += call.args[:1] if name == "about" else []
            constants = [node.value for node in given if isinstance(node, ast.Constant)]
            asked |= {method: f"{relative(path)}:{call.lineno}" for method in constants}

    assert asked, "no link to the help on a method"
    assert {method: place for method, place in asked.items() if method not in known} == {}


def test_the_top_level_holds_what_the_readme_says():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))}

    assert found == TOP_LEVEL | {"tests"}
