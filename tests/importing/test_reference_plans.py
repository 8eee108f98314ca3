"""Three communes' real plans, kept outside the repository, must be read almost without a fault in both formats."""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from kehoach_desktop.importing.proposal_json import proposal_to_json
from kehoach_desktop.importing.read_plan import read_plan

PLANS = Path(os.environ.get("KEHOACH_PLANS") or Path(__file__).resolve().parents[3] / "shared" / "plans")
KEYS = sorted(PLANS.glob("*.expected.json")) if PLANS.is_dir() else []

pytestmark = [pytest.mark.plans, pytest.mark.skipif(not KEYS, reason="no folder of reference plans (KEHOACH_PLANS)")]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = PLANS.parent / "tools" / "score_import.py"
    spec = importlib.util.spec_from_file_location("score_import", path)
    if spec is None or spec.loader is None or not path.exists():
        pytest.skip("no scorer beside the reference plans")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("suffix", ["txt", "docx"])
@pytest.mark.parametrize("key", KEYS, ids=lambda path: path.name.split(".")[0])
def test_every_figure_of_a_reference_plan_reaches_the_bar(scorer: ModuleType, key: Path, suffix: str):
    name = key.name.removesuffix(".expected.json")
    plan = PLANS / f"{name}.{suffix}"
    if not plan.exists():
        pytest.skip(f"{plan.name} is not there")
    got = json.loads(json.dumps(proposal_to_json(read_plan(plan))))
    rows, notes = scorer.scores(got, json.loads(key.read_text("utf-8")), (PLANS / f"{name}.txt").read_text("utf-8"))
    low = {figure: (value, notes.get(figure)) for figure, value in rows.items() if value < 0.95}
    assert not low
    assert rows["text_kept"] == 1


@pytest.mark.parametrize("key", KEYS, ids=lambda path: path.name.split(".")[0])
def test_both_formats_give_the_same_proposal(key: Path):
    name = key.name.removesuffix(".expected.json")
    texts = []
    for suffix in ("txt", "docx"):
        got = read_plan(PLANS / f"{name}.{suffix}")
        texts.append(
            (
                got.title, got.legal_bases and [b.number for b in got.legal_bases],
                [(s.title, s.level) for s in got.sections],
                [(i.value, i.op, i.unit, i.year) for i in got.indicators],
                [(u.name, u.duties) for u in got.units],
                [(a.lead, a.support) for a in got.assignments],
                [t.text for t in got.tasks],
                [(d.cycle, d.day, d.month) for d in got.report_deadlines],
                [f.text for f in got.funding], [r.text for r in got.recipients],
            )
        )  # fmt: skip
    assert texts[0] == texts[1]
