"""The house rules for one example, looked up in its files; runs none of them.

A reader compares two short programs side by side. Each rule is a function that yields what one
variant breaks: what was promised, what was seen, what to do.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator

from harness.loops_and_forks import forks_beside, made_at_import
from harness.record.examples import Example, imports_of

WIDEST, LONGEST = 72, 40
"""Columns and lines that a listing may have: two stand side by side, on a phone one."""

INSTRUMENTS = ("harness", "pytest", "unittest")
"""What an example knows nothing of."""

TELLING = ("leak", "buggy", "broken", "fixed", "correct")
"""Words that give the fault away; the code of a shop has none of them."""

Rule = Callable[[Example, str], Iterator[str]]


def broken_rules(example: Example, variant: str) -> list[str]:
    """What a variant and its scenario break, a sentence each; of what is no Python, nothing."""
    try:
        return broken(example, variant)
    except SyntaxError:
        return []  # the run has a better word for it


def broken(example: Example, variant: str) -> list[str]:
    """The same for files that are Python."""
    return [
        *(f"examples/{example.name}/scenario.py: {said}" for said in scenario(example)),
        *(
            f"examples/{example.name}/{variant}.py: {said}"
            for rule in RULES
            for said in rule(example, variant)
        ),
    ]


def scenario(example: Example) -> Iterator[str]:
    """A scenario says in one sentence what happens, and imports the harness as a whole."""
    if not is_sentence(example.situation):
        yield (
            "its docstring is the chart's caption, one sentence in one line; "
            f"this is {example.situation!r}; say who calls and what goes wrong"
        )
    inner = [name for name in imports_of(example.tree("scenario")) if name.startswith("harness.")]
    for name in sorted(inner):
        yield f"imports from harness alone; this imports {name}; write 'from harness import ...'"


def docstring(example: Example, variant: str) -> Iterator[str]:
    """The job in one sentence, the same in every variant."""
    said = ast.get_docstring(example.tree(variant)) or ""
    if not is_sentence(said):
        yield f"its docstring says the job in one sentence, in one line; this is {said!r}; write it"
    elif said != example.sentence:
        yield (
            f"variants have one docstring, for they have one job; {example.variants[0]}.py says "
            f"{example.sentence!r} and this {said!r}; make them equal"
        )


def is_sentence(text: str) -> bool:
    """Whether it is one line that ends like a sentence."""
    return text.endswith((".", "?")) and "\n" not in text


def names(example: Example, variant: str) -> Iterator[str]:
    """The same public functions and classes, with the same parameters, in every variant."""
    first = public(example.tree(example.variants[0]))
    here = public(example.tree(variant))
    for name in sorted(first.keys() | here.keys()):
        if first.get(name) != here.get(name):
            yield (
                f"variants have the same public names; {example.variants[0]}.py has "
                f"{first.get(name, 'no ' + name)} and this {here.get(name, 'no ' + name)}; make "
                "them equal, or begin the name with an underscore"
            )
        if told := [word for word in TELLING if word in name.lower()]:
            yield f"names are those of a trade; {name} says {told[0]!r}; name what it does there"


def public(tree: ast.Module) -> dict[str, str]:
    """The public functions and classes of a module, with the parameters of functions."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            found[node.name] = f"{node.name}({ast.unparse(node.args)})"
        elif isinstance(node, ast.ClassDef) and node.name[0] != "_":
            found[node.name] = f"class {node.name}"
    return found


def size(example: Example, variant: str) -> Iterator[str]:
    """No line is too wide and no file too long for two to stand side by side."""
    lines = text_of(example, variant).splitlines()
    for number, line in enumerate(lines, 1):
        if len(line) > WIDEST:
            yield f"a line has at most {WIDEST} columns; line {number} has {len(line)}; break it"
    if len(lines) > LONGEST:
        yield f"an example has at most {LONGEST} lines; this has {len(lines)}; show one fault"


def comments(example: Example, variant: str) -> Iterator[str]:
    """One comment, at the line of ``buggy.py`` where the unit is lost."""
    tokens = tokenize.generate_tokens(io.StringIO(text_of(example, variant)).readline)
    seen = sum(token.type == tokenize.COMMENT for token in tokens)
    if variant == "buggy" and seen != 1:
        yield (
            f"has one comment, at the line where the unit is lost; this has {seen}; "
            "say there what is lost"
        )
    if variant != "buggy" and seen:
        yield f"a fix has no comment; this has {seen}; let the code say it"


def bare(example: Example, variant: str) -> Iterator[str]:
    """No instrument in the code: it is what a reader would have."""
    tree = example.tree(variant)
    for name in sorted(imports_of(tree)):
        if name.partition(".")[0] in INSTRUMENTS:
            yield f"an example knows no instrument; this imports {name}; move it to scenario.py"
    for node in ast.walk(tree):
        if (what := instrument(node)) is not None:
            line = getattr(node, "lineno", 0)
            yield f"an example has no {what}; line {line} has one; leave it out"


def instrument(node: ast.AST) -> str | None:
    """What a piece of code is, if it belongs to a demonstration and not to the job."""
    if isinstance(node, ast.Assert):
        return "assert"
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
        return "print"
    is_main = isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)
    return "main part" if is_main else None


def loops(example: Example, variant: str) -> Iterator[str]:
    """A fix makes no semaphore or lock of asyncio or anyio at import: it would serve one loop."""
    made = made_at_import(example.tree(variant)) if variant != "buggy" else ()
    for line, what in made:
        yield (
            f"a {what} made at import serves one event loop; line {line} makes one; let the "
            "caller make it in its loop and pass it in"
        )


def forks(example: Example, variant: str) -> Iterator[str]:
    """A fix that has threads, or is for several callers, does not fork."""
    found = forks_beside(example.tree(variant)) if variant != "buggy" else ()
    for line, why in found:
        yield (
            f"a fork copies locks, and not the threads that hold them; line {line} forks, and "
            f"there is {why}; take the start method 'spawn'"
        )


def text_of(example: Example, variant: str) -> str:
    """The file of a variant."""
    return (example.folder / f"{variant}.py").read_text(encoding="utf-8")


RULES: tuple[Rule, ...] = (docstring, names, size, comments, bare, loops, forks)
"""All of them, in the order in which one would mend."""
