"""Whatever a refusal says to people can be translated."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import predictions

ROOT = Path(predictions.__file__).parent
# These know no Django, so that what they say stays English.
WITHOUT_DJANGO = {"fetching", "scoring_rules", "statistics"}
TREES = {
    file.relative_to(ROOT.parent): ast.parse(file.read_text())
    for file in ROOT.rglob("*.py")
    if not WITHOUT_DJANGO.intersection(file.relative_to(ROOT).parts)
}
SAID = ("reason", "remedy")
MARKS = {"gettext", "ngettext"}


def refusals() -> dict[str, Sequence[str]]:
    """What makes a refusal, with the names of its parameters in their order: the classes of
    `DomainError`, and functions to which a reason or a remedy is handed on.
    """
    made: dict[str, Sequence[str]] = dict.fromkeys(("DomainError",), SAID[:1])
    classes = [
        one for tree in TREES.values() for one in ast.walk(tree) if isinstance(one, ast.ClassDef)
    ]
    while (
        more := {
            one.name for one in classes if {last_name(base) for base in one.bases} & made.keys()
        }
        - made.keys()
    ):
        made |= dict.fromkeys(more, SAID[:1])
    for tree in TREES.values():
        for one in ast.walk(tree):
            if isinstance(one, ast.FunctionDef) and one.name in {
                "wrong",
                "refuse",
                "led",
                "already_resolved",
            }:
                made[one.name] = [arg.arg for arg in one.args.args if arg.arg != "self"]
    return made


def last_name(node: ast.AST) -> str:
    """`c` of `a.b.c`."""
    return str(getattr(node, "attr", None) or getattr(node, "id", ""))


def unmarked() -> Iterator[str]:
    """Where a refusal is given a sentence that no translator would find."""
    made = refusals()
    for file, tree in TREES.items():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            named = dict(zip(made.get(last_name(call.func), ()), call.args, strict=False))
            named |= {
                one.arg or "": one.value for one in call.keywords if last_name(call.func) in made
            }
            for name in SAID:
                if name in named and has_bare_text(named[name]):
                    yield f"{file}:{call.lineno}: {ast.unparse(named[name])}"


def has_bare_text(node: ast.expr) -> bool:
    """Whether a sentence stands in an expression outside of `gettext`, or inside it as an f-string."""
    match node:
        case ast.Constant(value=str(text)):
            return bool(text)
        case ast.JoinedStr():
            return True
        case ast.IfExp():
            return has_bare_text(node.body) or has_bare_text(node.orelse)
        case ast.BinOp():
            return has_bare_text(node.left)
        case ast.Call() if last_name(node.func) in MARKS:
            return not isinstance(node.args[0], ast.Constant)
    return False


def test_every_sentence_of_a_refusal_is_marked_for_translation():
    assert list(unmarked()) == []


def test_a_sentence_with_its_values_put_in_beforehand_would_be_found():
    assert has_bare_text(ast.parse("gettext(f'There is no {name}.')", mode="eval").body)
    assert has_bare_text(ast.parse("'There is no one.' if name else ''", mode="eval").body)
    assert not has_bare_text(ast.parse("gettext('No %(it)s.') % {'it': name}", mode="eval").body)
