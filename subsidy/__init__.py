"""補助金ナビ's rules: eligibility, amounts, next questions and near misses, pure and without a clock.

``load_catalog()`` reads ``data/catalog``, ``Engine(catalog).assess(profile, at)`` judges.
"""

from subsidy.assessment import Assessment, Verdict
from subsidy.catalog import load_catalog
from subsidy.criterion import CriterionResult
from subsidy.engine import Engine
from subsidy.errors import CatalogError, Problem, ProfileError
from subsidy.near_miss import NearMiss, near_miss_text, near_misses
from subsidy.profile import Profile, parse_profile
from subsidy.question import Question, next_question, questions
from subsidy.render import render_assessment
from subsidy.state import Call, State, Status
from subsidy.whole import Catalog

__all__ = [
    "Assessment",
    "Call",
    "Catalog",
    "CatalogError",
    "CriterionResult",
    "Engine",
    "NearMiss",
    "Problem",
    "Profile",
    "ProfileError",
    "Question",
    "State",
    "Status",
    "Verdict",
    "load_catalog",
    "near_miss_text",
    "near_misses",
    "next_question",
    "parse_profile",
    "questions",
    "render_assessment",
]
