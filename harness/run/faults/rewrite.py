"""The example's source with every call in it, so that each can be made to fail or to stop."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from harness.run.ran import RAN

CALL, AWAITED = "__faulty_call__", "__faulty_await__"
ENTERED, ENTERED_ASYNC = "__faulty_enter__", "__faulty_async_enter__"
HELD, LINE, LENT = "__faulty_held__", "__faulty_line__", "__faulty_lent__"
ITERATED = "__faulty_items__"
WRAPPERS = (CALL, AWAITED, ENTERED, ENTERED_ASYNC, HELD, LINE, LENT, ITERATED, RAN)

UNTOUCHED = {"super", "locals", "globals", "vars", "dir", "eval", "exec", RAN}
"""Calls that look at the frame they are made from, and the mark of a line."""


@dataclass(frozen=True)
class Site:
    """A call in the source: its number, the function it stands in, its text, its part.

    A context that is entered without a call, a lock, is a site too: one at which a caller can be
    stopped, and which does not fail. A line that computes and makes no call is one that only
    fails; so are a ``yield``, to which an error comes from outside, and a loop over what has its
    items from elsewhere. ``is_given`` tells that what is called is a parameter of the function.
    """

    number: int
    function: str
    text: str
    is_context: bool
    is_call: bool = True
    is_line: bool = False
    is_given: bool = False
    lends_at: int = 0
    """The line of a ``yield``."""

    @property
    def only_fails(self) -> bool:
        """Whether no caller can be stopped at it."""
        return self.is_line or self.lends_at > 0


COMPUTES = (ast.BinOp, ast.Subscript, ast.FormattedValue, ast.comprehension)
"""Parts of a line that can raise although it makes no call."""


NAMED = (ast.Name, ast.Attribute)
"""What a loop goes through without a call, which would be a site of its own."""


@dataclass(frozen=True)
class Handler:
    """The errors that the handlers of a ``try`` name, and the lines that they guard."""

    first: int
    last: int
    names: tuple[str, ...]


class Rewriter(ast.NodeTransformer):
    """Rewrites the calls inside of functions; what runs at the import stays as it is."""

    def __init__(self) -> None:
        """Know no site yet."""
        self.sites: list[Site] = []
        self.handlers: list[Handler] = []
        self._functions: list[str] = []
        self._given: list[set[str]] = []
        self._contexts: set[int] = set()
        self._cleans_up = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        """Rewrite a function's body; its decorators and defaults run elsewhere."""
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        """The same."""
        return self._function(node)

    def _function(self, node: Any) -> Any:
        self._functions.append(node.name)
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self._given.append({each.arg for each in arguments})
        node.body = self._block(node.body)
        self._functions.pop()
        self._given.pop()
        return node

    def _block(self, body: list[Any]) -> list[Any]:
        visited = [self.visit(statement) for statement in body]
        return [each for made in visited for each in (made if isinstance(made, list) else [made])]

    def visit_Return(self, node: ast.Return) -> Any:
        """A line that computes may fail before it has."""
        return self._line(node)

    def visit_Assign(self, node: ast.Assign) -> Any:
        """The same."""
        return self._line(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        """The same."""
        return self._line(node)

    def _line(self, node: Any) -> Any:
        parts = [*ast.walk(node)]
        calls = any(isinstance(part, (ast.Call, ast.Await, ast.Yield)) for part in parts)
        computes = any(isinstance(part, COMPUTES) for part in parts)
        if calls or not computes or self._cleans_up or not self._functions:
            return self.generic_visit(node)
        number, text = len(self.sites), " ".join(ast.unparse(node).split())
        self.sites.append(Site(number, self._functions[-1], text, False, False, is_line=True))
        return [self._statement(LINE, ast.Constant(number), node), node]

    def _statement(self, wrapper: str, argument: ast.expr, near: ast.stmt) -> ast.stmt:
        call = ast.Call(ast.Name(wrapper, ast.Load()), [argument], [])
        return ast.fix_missing_locations(ast.copy_location(ast.Expr(call), near))

    def visit_Try(self, node: ast.Try) -> Any:
        """Remember which errors are expected of the guarded lines."""
        types = [handler.type for handler in node.handlers if handler.type is not None]
        each = [one for kind in types for one in getattr(kind, "elts", [kind])]
        last = node.body[-1].end_lineno or node.body[-1].lineno
        names = tuple(ast.unparse(one) for one in each)
        self.handlers.append(Handler(node.body[0].lineno, last, names))
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        self._cleans_up += 1
        for handler in node.handlers:
            self.generic_visit(handler)
        node.finalbody = self._block(node.finalbody)
        self._cleans_up -= 1
        return node

    def visit_Raise(self, node: ast.Raise) -> Any:
        """The making of an exception that is raised is no call that can fail."""
        return node

    def visit_With(self, node: ast.With) -> Any:
        """Remember which calls make a context, and stop before any other is entered."""
        return self._contexts_of(node, ENTERED)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> Any:
        """The same."""
        return self._contexts_of(node, ENTERED_ASYNC)

    def _contexts_of(self, node: Any, wrapper: str) -> Any:
        for item in node.items:
            self._contexts.add(id(item.context_expr))
            if self._functions and not isinstance(item.context_expr, (ast.Call, ast.Await)):
                entered: ast.expr = self._site(item.context_expr, wrapper, is_call=False)
                if wrapper is ENTERED_ASYNC:
                    entered = ast.Await(entered)
                item.context_expr = entered
        for item in node.items:
            if not self._is_entered(item.context_expr):
                item.context_expr = self.visit(item.context_expr)
        names = [item.optional_vars for item in node.items]
        held = [ast.Name(name.id, ast.Load()) for name in names if isinstance(name, ast.Name)]
        told = [self._statement(HELD, name, node.body[0]) for name in held]
        node.body = [*told, *self._block(node.body)]
        return ast.fix_missing_locations(node)

    def _is_entered(self, node: Any) -> bool:
        call = node.value if isinstance(node, ast.Await) else node
        name = getattr(getattr(call, "func", None), "id", "")
        return name in (ENTERED, ENTERED_ASYNC)

    def visit_For(self, node: ast.For) -> Any:
        """The first item may fail to come."""
        return self._items_of(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> Any:
        """The same."""
        return self._items_of(node)

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        """The same."""
        return self._items_of(node)

    def _items_of(self, node: Any) -> Any:
        self.generic_visit(node)
        things = node.iter
        if self._functions and not self._cleans_up and isinstance(things, NAMED):
            number, text = (
                len(self.sites),
                f"for {ast.unparse(node.target)} in {ast.unparse(things)}",
            )
            self.sites.append(Site(number, self._functions[-1], text, False, False, is_line=True))
            call = ast.Call(ast.Name(ITERATED, ast.Load()), [ast.Constant(number), things], [])
            node.iter = ast.fix_missing_locations(ast.copy_location(call, things))
        return node

    def visit_Yield(self, node: ast.Yield) -> Any:
        """Where the function is a context, an error of its block comes in here."""
        number, value = len(self.sites), node.value
        text = " ".join(["yield", *(ast.unparse(value).split() if value else [])])
        self.sites.append(
            Site(number, self._functions[-1], text, False, False, lends_at=node.lineno)
        )
        call = ast.Call(ast.Name(LENT, ast.Load()), [ast.Constant(number), node], [])
        self.generic_visit(node)
        return ast.fix_missing_locations(ast.copy_location(call, node))

    def visit_Await(self, node: ast.Await) -> Any:
        """A call that is awaited is made when it has been awaited."""
        if not self._functions or not isinstance(node.value, ast.Call):
            return self.generic_visit(node)
        return ast.copy_location(ast.Await(self._rewritten(node.value, AWAITED)), node)

    def visit_Call(self, node: ast.Call) -> Any:
        """Any other call."""
        if not self._functions:
            return self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in UNTOUCHED:
            return self.generic_visit(node)
        return self._rewritten(node, CALL)

    def _rewritten(self, node: ast.Call, wrapper: str) -> ast.Call:
        call = self._site(node, wrapper)
        self.generic_visit(node)
        call.args += [node.func, *node.args]
        call.keywords = node.keywords
        return call

    def _site(self, node: ast.expr, wrapper: str, is_call: bool = True) -> ast.Call:
        """The call of a wrapper, which knows its site; for what is no call, with its value."""
        number, text = len(self.sites), " ".join(ast.unparse(node).split())
        function, context = self._functions[-1], id(node) in self._contexts
        called = getattr(getattr(node, "func", None), "id", "")
        given = any(called in names for names in self._given)
        self.sites.append(Site(number, function, text, context, is_call, is_given=given))
        arguments = [ast.Constant(number), *([] if is_call else [node])]
        call = ast.Call(ast.Name(wrapper, ast.Load()), arguments, [])
        return ast.fix_missing_locations(ast.copy_location(call, node))
