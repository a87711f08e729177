"""The harness shown to readers: its files, and its closed lists with their docstrings."""

from __future__ import annotations

import ast

from docutils import nodes
from sphinx.application import Sphinx

from harness.record import examples
from harness.record.examples import BadExample
from leakbook.nodes import Folded, box, code_block, paragraph, prose
from leakbook.refusing import RefusingDirective


class Source(RefusingDirective):
    """``{source} harness/name.py``: a file of the harness, as it is."""

    def draw(self) -> list[nodes.Node]:
        """The file under its name."""
        name = self.arguments[0]
        path = examples.ROOT / name
        if not path.resolve().is_relative_to(examples.HARNESS) or not path.is_file():
            raise BadExample(f"{name!r} is no file of the harness; write harness/<room>/<name>.py")
        self.env.note_dependency(str(path))
        text = path.read_text(encoding="utf-8")
        summary = f"{name}: {first_sentence(ast.get_docstring(ast.parse(text)) or '')}"
        return [Folded("", code_block(text, "python"), summary=summary, classes=["lb-file"])]


class Command(RefusingDirective):
    """``{command} serve``: a file of commands to type, which a test has run."""

    def draw(self) -> list[nodes.Node]:
        """The file, as it is."""
        home = examples.HARNESS / "lab" / "commands"
        path = home / f"{self.arguments[0]}.sh"
        if path not in (known := sorted(home.glob("*.sh"))):
            there = ", ".join(each.stem for each in known)
            raise BadExample(
                f"no file of commands is called {self.arguments[0]!r}; there are {there}"
            )
        self.env.note_dependency(str(path))
        return [box("lb-file", code_block(path.read_text(encoding="utf-8"), "bash"))]


class Listed(RefusingDirective):
    """A list whose home is a module of the harness."""

    required_arguments = 0
    module = ""

    def draw(self) -> list[nodes.Node]:
        """A definition for each member."""
        path = examples.HARNESS / self.module
        self.env.note_dependency(str(path))
        members = self.members(ast.parse(path.read_text(encoding="utf-8")))
        return [nodes.definition_list("", *map(definition, members), classes=["lb-list"])]

    def members(self, tree: ast.Module) -> list[tuple[str, str, str]]:
        """Anchor, name and docstring of each member."""
        raise NotImplementedError


class Verdicts(Listed):
    """``{verdicts}``: every verdict, with the docstring under it."""

    module = "record/finding.py"

    def members(self, tree: ast.Module) -> list[tuple[str, str, str]]:
        """Each member of the enum; its docstring is the statement that follows."""
        return members_of(tree, "Verdict", "verdict")


class Sorts(Listed):
    """``{faults}``: every sort of fault, with the docstring under it."""

    module = "record/faults.py"

    def members(self, tree: ast.Module) -> list[tuple[str, str, str]]:
        """Each member of the enum."""
        return members_of(tree, "Sort", "fault")


def members_of(tree: ast.Module, name: str, anchor: str) -> list[tuple[str, str, str]]:
    """The members of an enum of strings; the docstring of each is the statement that follows."""
    enum = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    found = []
    for node, after in zip(enum.body, enum.body[1:], strict=False):
        if isinstance(node, ast.Assign):
            word = ast.literal_eval(node.value)
            text = ast.literal_eval(after.value) if isinstance(after, ast.Expr) else ""
            found.append((f"{anchor}-{word.replace(' ', '-')}", word, text))
    return found


class Gauges(Listed):
    """``{gauges}``: every gauge, with the first sentence of its docstring."""

    module = "run/gauges.py"

    def members(self, tree: ast.Module) -> list[tuple[str, str, str]]:
        """Each function that returns a gauge."""
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        gauges = [
            each for each in functions if each.returns and ast.unparse(each.returns) == "Gauge"
        ]
        return [
            (f"gauge-{each.name}", f"`{each.name}`", first_sentence(ast.get_docstring(each) or ""))
            for each in gauges
        ]


class Fields(Listed):
    """``{fields}``: what a scenario may declare, with the docstring under each field."""

    module = "run/scenario.py"

    def members(self, tree: ast.Module) -> list[tuple[str, str, str]]:
        """Each field with its default; its docstring is the statement that follows."""
        home = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Scenario")
        return [
            (f"field-{field}", f"`{field}`{default(node)}", docstring_of(after))
            for node, after in zip(home.body, home.body[1:], strict=False)
            if isinstance(node, ast.AnnAssign) and (field := ast.unparse(node.target))
        ]


class Rules(Listed):
    """``{rules}``: every house rule that an example's own run holds, from its docstring."""

    module = "rules.py"

    def members(self, tree: ast.Module) -> list[tuple[str, str, str]]:
        """The rule for scenarios, then those named in ``RULES``."""
        functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
        listed = next(
            n.value
            for n in tree.body
            if isinstance(n, ast.AnnAssign) and ast.unparse(n.target) == "RULES"
        )
        names = ["scenario", *(n.id for n in ast.walk(listed or tree) if isinstance(n, ast.Name))]
        return [
            (f"rule-{name}", f"`{name}`", ast.get_docstring(functions[name]) or "")
            for name in names
        ]


def default(node: ast.AnnAssign) -> str:
    """What a field is if nothing is written, as it is written in Python."""
    match node.value:
        case None:
            return ", always given"
        case ast.Call():  # field(default_factory=dict)
            return ""
    return f", else `{ast.unparse(node.value)}`"


def docstring_of(node: ast.stmt) -> str:
    """The text of a docstring, on one line; empty if the statement is none."""
    text = ast.literal_eval(node.value) if isinstance(node, ast.Expr) else ""
    return " ".join(str(text).split())


def first_sentence(text: str) -> str:
    """Up to the first full stop that ends a line or comes before a space."""
    head, stop, _ = text.replace("\n", " ").partition(". ")
    return head + stop.strip()


def definition(member: tuple[str, str, str]) -> nodes.Node:
    """A term with an anchor, and its text."""
    anchor, name, text = member
    term = nodes.term("", "", *prose(name), ids=[anchor])
    return nodes.definition_list_item("", term, nodes.definition("", paragraph(text)))


def setup(app: Sphinx) -> None:
    """Register all."""
    app.add_directive("source", Source)
    app.add_directive("command", Command)
    app.add_directive("verdicts", Verdicts)
    app.add_directive("faults", Sorts)
    app.add_directive("gauges", Gauges)
    app.add_directive("fields", Fields)
    app.add_directive("rules", Rules)
