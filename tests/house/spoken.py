"""What the product says to people, read off its code: every sentence in it, with values in the places of the values.

A sentence is a text that begins with a capital letter, a figure or a value and ends like a sentence. What depends on
"one or many" is followed once as one and once as many, so that verbs and nouns fit; every other choice both ways.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

SENTENCE = re.compile(r"(?=.*[a-z])(?=\S+ )[A-Z0-9“`'].*[.?!…]", re.DOTALL)
NO_SENTENCE = re.compile(r"^(SELECT|UPDATE|INSERT|DELETE|WITH|VACUUM|CREATE)\b|\?\)? *$|: \.$|\\|\n")
ONE, MANY = "1", "7"
MOST_WAYS = 64


class Spoken:
    """The sentences of one module."""

    def __init__(self, path: Path) -> None:
        self._tree = ast.parse(path.read_text("utf-8"))
        self._above = {child: node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)}
        self._functions = {node.name: node for node in self._tree.body if isinstance(node, ast.FunctionDef)}
        self._constants = dict(_assigned(self._tree.body))

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each with its line."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) and self._is_said(node):
                for count in (ONE, MANY):
                    for said in list(self._ways(node, count, 0))[:MOST_WAYS]:
                        if SENTENCE.fullmatch(said.strip()) and not NO_SENTENCE.search(said):
                            yield node.lineno, said.strip()

    def _is_said(self, node: ast.expr) -> bool:
        """Not a docstring, not a part of a longer one, not a line of the log."""
        above = self._above[node]
        if isinstance(above, ast.Expr | ast.JoinedStr | ast.FormattedValue | ast.BinOp):
            return False
        if isinstance(above, ast.IfExp) and isinstance(self._above[above], ast.FormattedValue | ast.BinOp):
            return False
        while not isinstance(above, ast.Call | ast.stmt):
            above = self._above[above]
        return not (isinstance(above, ast.Call) and ast.unparse(above.func).startswith(("log.", "re.")))

    def _ways(self, node: ast.AST, count: str, depth: int) -> Iterator[str]:
        """What the expression may say, for one or for many of them."""
        if isinstance(node, ast.Constant):
            yield node.value if isinstance(node.value, str) else count
        elif isinstance(node, ast.JoinedStr):
            for parts in product(*(list(self._ways(part, count, depth)) for part in node.values)):
                yield "".join(parts)
        elif isinstance(node, ast.FormattedValue):
            yield from self._ways(node.value, count, depth)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            for left, right in product(
                list(self._ways(node.left, count, depth)), list(self._ways(node.right, count, depth))
            ):
                yield left + right
        elif isinstance(node, ast.IfExp):
            for branch in _branches(node, count):
                yield from self._ways(branch, count, depth)
        else:
            yield from self._looked_up(node, count, depth)

    def _looked_up(self, node: ast.AST, count: str, depth: int) -> Iterator[str]:
        """A constant of the module, a name of the function, what a small function returns; else a value."""
        known: ast.AST | None = None
        if isinstance(node, ast.Name):
            known = self._constants.get(node.id) or self._local(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = self._functions.get(node.func.id)
            known = function.body[-1].value if function and isinstance(function.body[-1], ast.Return) else None
        if depth < 3 and isinstance(known, ast.Constant | ast.JoinedStr | ast.IfExp | ast.BinOp):
            yield from self._ways(known, count, depth + 1)
        else:
            yield count

    def _local(self, node: ast.Name) -> ast.AST | None:
        above: ast.AST = node
        while not isinstance(above, ast.FunctionDef | ast.Module):
            above = self._above[above]
        before = [one for one in ast.walk(above) if isinstance(one, ast.Assign) and one.lineno <= node.lineno]
        before.sort(key=lambda one: one.lineno)
        return dict(_assigned(before)).get(node.id)


def _assigned(statements: Sequence[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for one in statements:
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            yield one.targets[0].id, one.value


def _branches(node: ast.IfExp, count: str) -> tuple[ast.expr, ...]:
    test = ast.unparse(node.test)
    if test.endswith("== 1"):
        return (node.body if count == ONE else node.orelse,)
    return (node.orelse if count == ONE else node.body,) if test.endswith(("!= 1", "> 1")) else (node.body, node.orelse)
