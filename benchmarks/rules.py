"""Speed of the rules: one profile over one edition and over all, the next question, loading, importing."""

from __future__ import annotations

import datetime as dt
import gc

import yaml

from benchmarks.timing import Work, medians_ms, print_table, python
from subsidy import Assessment, Engine, Profile, load_catalog, parse_profile, questions, render_assessment
from subsidy.catalog import DEFAULT_FOLDER

AT = dt.datetime(2021, 4, 15, 12)
TODAY = dt.datetime(2026, 11, 22, 12)
EDITION = ("2021",)
PROFILE = {
    "industry": "小売業",
    "legal_form": "株式会社",
    "capital_yen": 50_000_000,
    "employees": 51,
    "sales_decline": {
        "any_3_of_last_6_months_vs_precovid_pct": 12,
        "one_month_2021_1to3_vs_prev_or_prevprev_pct": 31,
        "affected_by_emergency": True,
    },
    "planned_investment_yen": 2_700_000,
    "plans": {
        "new_business_shift": True,
        "equipment": True,
        "contactless": True,
        "telework_cloud": True,
        "linked_software": False,
        "it_tool_process_codes": ["P-01", "P-04"],
        "consortium_size": 1,
        "rd_with_university": False,
    },
}


def explain_all(assessment: Assessment) -> list[str]:
    """The text of every criterion of every frame."""
    return [result.text for verdict in assessment.verdicts.values() for result in verdict.criteria]


def naive(criteria: int) -> Work:
    """As many two-valued comparisons as there are criteria, without any explanation: the least that could be done."""
    answers = {f"field{number}": number for number in range(criteria)}
    rules = [(f"field{number}", number) for number in range(criteria)]
    return lambda: [answers.get(field, 0) >= bound for field, bound in rules]


def main() -> None:
    """Print the tables."""
    engine = Engine(load_catalog())
    # As the server does, so that no collection looks at the catalogue again.
    gc.freeze()
    profile, empty = parse_profile(PROFILE, engine.catalog.fields), Profile({})
    count = len(explain_all(engine.assess(profile, AT, EDITION)))
    baseline = f"{count} bare comparisons"
    candidates: dict[str, Work] = {
        baseline: naive(count),
        "verdicts, texts not read": lambda: engine.assess(profile, AT, EDITION),
        "verdicts with all explanations": lambda: explain_all(engine.assess(profile, AT, EDITION)),
        "next question, full profile": lambda: questions(engine.assess(profile, AT, EDITION)),
        "next question, nothing known": lambda: questions(engine.assess(empty, AT, EDITION)),
    }
    goals = {"verdicts with all explanations": 0.5}
    goals |= dict.fromkeys(("next question, full profile", "next question, nothing known"), 2.0)
    print_table("One profile over the 2021 catalogue", medians_ms(candidates, 2000), baseline, goals)
    print_all_editions(engine, profile)
    print_loading()


def print_all_editions(engine: Engine, profile: Profile) -> None:
    """Print how long one profile takes over every frame of every edition."""
    count = len(explain_all(engine.assess(profile, TODAY)))
    baseline, whole = f"{count} bare comparisons", "assess --edition all (verdicts as JSON objects)"
    candidates: dict[str, Work] = {
        baseline: naive(count),
        "verdicts, texts not read": lambda: engine.assess(profile, TODAY),
        "verdicts with all explanations": lambda: explain_all(engine.assess(profile, TODAY)),
        whole: lambda: render_assessment(engine.assess(profile, TODAY)),
    }
    goals = {"verdicts with all explanations": 1.0, whole: 1.0}
    print_table("One profile over all editions", medians_ms(candidates, 1000), baseline, goals)


def print_loading() -> None:
    """Print how long the catalogue and the package take to load."""
    files = sorted(DEFAULT_FOLDER.rglob("*.yml"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    loading: dict[str, Work] = {
        "PyYAML's C loader alone": lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts],
        "load_catalog(): read, build, check": load_catalog,
    }
    goals = {"load_catalog(): read, build, check": 150.0}
    print_table("Loading the catalogue", medians_ms(loading, 20), "PyYAML's C loader alone", goals)
    starts = {"python -c pass": python("-c", "pass"), "python -c 'import subsidy'": python("-c", "import subsidy")}
    medians = medians_ms(starts, 10)
    medians["import subsidy alone (difference)"] = medians["python -c 'import subsidy'"] - medians["python -c pass"]
    print_table("Starting", medians, "python -c pass", {"import subsidy alone (difference)": 100.0})


if __name__ == "__main__":
    main()
