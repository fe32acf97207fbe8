"""What mutation testing left: `python -m benchmarks.mutants [MODULE …]` after `make mutants`; with modules, each line.

`mutmut` changes the engine line by line and runs the cases against each change. A change that no case notices is a line
that no case holds to anything; docs/engine.md says which of them are left, and why.
"""

from __future__ import annotations

import ast
import json
import sys
from difflib import unified_diff
from pathlib import Path

ROOT = Path("mutants")
KILLED, SURVIVED, UNTESTED = "killed", "left", "no test"


def results() -> dict[str, dict[str, str]]:
    """Return what became of each mutant, by module and by name."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(ROOT.rglob("*.meta")):
        codes: dict[str, int | None] = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        module = file.relative_to(ROOT).as_posix().removesuffix(".py.meta").replace("/", ".")
        if codes:
            found[module] = {name: _became(code) for name, code in codes.items() if code is not None}
    return found


def _became(code: int) -> str:
    return {0: SURVIVED, 33: UNTESTED}.get(code, KILLED)


def changes(module: str, names: list[str]) -> list[str]:
    """Return each mutant by its name, with the lines that it changes."""
    text = (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    lines = text.split("\n")
    bodies = {
        node.name: [line.strip() for line in lines[node.lineno : node.end_lineno]]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    }
    out: list[str] = []
    for name in names:
        function, _, _ = (mutant := name.rpartition(".")[2]).rpartition("__mutmut_")
        out.append(mutant)
        difference = unified_diff(bodies.get(f"{function}__mutmut_orig", []), bodies.get(mutant, []), n=0, lineterm="")
        out += [f"  {line}" for line in difference if not line.startswith(("---", "+++", "@@"))]
    return out


def main(modules: list[str]) -> None:
    """Print the table, or what is left of some modules."""
    found = results()
    if not found:
        sys.exit("there are no results in ./mutants: run `make mutants` first")
    if modules:
        for module in modules:
            left = [name for name, became in found[module].items() if became != KILLED]
            print(module, *changes(module, left), sep="\n")
        return
    print("| module | mutants | killed | left |", "| :-- | --: | --: | --: |", sep="\n")
    whole = [0, 0]
    for module, mutants in found.items():
        killed = sum(became == KILLED for became in mutants.values())
        whole = [whole[0] + len(mutants), whole[1] + killed]
        print(f"| `{module.removeprefix('pipeline.')}` | {len(mutants)} | {killed} | {len(mutants) - killed} |")
    print(f"| all | {whole[0]} | {whole[1]} | {whole[0] - whole[1]} |")


if __name__ == "__main__":
    main(sys.argv[1:])
