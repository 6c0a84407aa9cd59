"""What is true in an invented place in one year: every indicator, and their arithmetic."""

from __future__ import annotations

from functools import lru_cache

from .chance import Chance
from .model import Place
from .sizes import COUNTS, FOLLOWS, NO_CASES, NOUGHTS, RATES, SMALL_LEVELS, STEADY

Facts = dict[str, float]
# The year from which growth is counted; any year before or after it follows by the same rule.
BASE_YEAR = 2019
# Counts that move less than this share in a year look alike; real ones differ.
YEARLY_NOISE, STEADY_NOISE = 0.08, 0.01


@lru_cache(maxsize=64)
def facts_of(seed: int, place: Place, year: int) -> Facts:
    """Give every indicator of ``place`` in ``year`` in base units; rates in percent.

    Counts are whole numbers. Wholes equal the sum of their parts, rates are made from their
    counts, concluded cases are accepted ones and those carried over, less those pending.
    """
    chance = Chance(seed, "facts", place.number, year)
    facts = _counts(seed, place, year, chance)
    facts |= _rates(seed, place, chance)
    for family in (_reconsideration, _litigation, _disputes, _penalties, _aid, _documents, _firms):
        family(facts, chance, _extent(seed, place, year))
    if place.level == "township":
        facts["disputes_mediated_village"] = facts["disputes_mediated"]
    facts["reconsideration_carried_over"] = carried_over(seed, place, year)
    _concluded(facts, "reconsideration", carried_over(seed, place, year + 1))
    facts["litigation_carried_over"] = round(carried_over(seed, place, year) / 2)
    _concluded(facts, "litigation", round(carried_over(seed, place, year + 1) / 2))
    _outcomes(facts, chance)
    _noughts(facts, chance, place.level in SMALL_LEVELS)
    return facts


def _noughts(facts: Facts, chance: Chance, small: bool) -> None:
    """Set to nought what did not happen; the whole family with it."""
    for keys, large_share, small_share in NOUGHTS:
        if chance.happens(small_share if small else large_share):
            facts.update(dict.fromkeys(keys, 0))
    for family in ("reconsideration", "litigation", "penalty_cases", "legal_aid_cases", "petition"):
        if chance.happens(NO_CASES) and small:
            facts.update(dict.fromkeys([key for key in facts if key.startswith(family)], 0))


@lru_cache(maxsize=64)
def carried_over(seed: int, place: Place, year: int) -> int:
    """Cases that are still open when ``year`` begins; the year before closes with as many."""
    chance = Chance(seed, "carried", place.number, year)
    return max(0, round(13 * _extent(seed, place, year) * (0.4 + 1.2 * chance.random())))


@lru_cache(maxsize=64)
def _extent(seed: int, place: Place, year: int) -> float:
    """Size of the place against a usual county, with its growth until ``year``."""
    chance = Chance(seed, "extent", place.number)
    size = FOLLOWS["extent"][place.level] * (0.55 + 0.9 * chance.random())
    growth = 0.03 + 0.05 * chance.random()
    return size * (1 + growth * (year - BASE_YEAR))


@lru_cache(maxsize=16)
def _middles(seed: int, place: Place) -> dict[str, tuple[float, float]]:
    """Each count's size in the base year and its growth, the place's own."""
    chance = Chance(seed, "middles", place.number)
    found = {}
    for key, size in COUNTS.items():
        level = FOLLOWS[size.follows][place.level]
        middle = size.middle * level * (1 + size.spread * (2 * chance.random() - 1))
        found[key] = (middle, size.growth + 0.04 * (2 * chance.random() - 1))
    return found


def _counts(seed: int, place: Place, year: int, chance: Chance) -> Facts:
    found: Facts = {}
    for key, (middle, growth) in _middles(seed, place).items():
        swing = STEADY_NOISE if key in STEADY else YEARLY_NOISE
        noise = 1 + swing * (2 * chance.random() - 1)
        value = middle * max(0.2, 1 + growth * (year - BASE_YEAR)) * noise
        found[key] = _amount(value) if key.endswith("_yuan") else max(1, round(value))
    return found


def _amount(yuan: float) -> int:
    """Round to what two decimals of 亿元, or one of 万元, can say exactly."""
    step = 1_000_000 if yuan >= 10_000_000 else 1_000
    return max(step, round(yuan / step) * step)


def _rates(seed: int, place: Place, chance: Chance) -> Facts:
    """Rates; an office that states 100 % mostly states it every year."""
    habit = Chance(seed, "rates", place.number)
    found: Facts = {}
    for key, (low, high, full) in RATES.items():
        perfect = habit.random() < full
        value = low + (high - low) * chance.random()
        found[key] = 100 if perfect else round(value, 1)
    return found


def share(part: float, whole: float, places: int = 2) -> float:
    """Give ``part`` of ``whole`` in percent, rounded as reports round."""
    return round(100 * part / whole, places)


def _count(chance: Chance, middle: float, spread: float = 0.25) -> int:
    return max(2, round(middle * (1 + spread * (2 * chance.random() - 1))))


def _reconsideration(facts: Facts, chance: Chance, extent: float) -> None:
    accepted = _count(chance, 105 * extent)
    refused = max(1, round(accepted * (0.08 + 0.2 * chance.random())))
    facts["reconsideration_accepted"] = accepted
    facts["reconsideration_not_accepted"] = refused
    facts["reconsideration_applications"] = accepted + refused


def _litigation(facts: Facts, chance: Chance, extent: float) -> None:
    facts["litigation_first_instance_cases"] = _count(chance, 46 * extent)


def _concluded(facts: Facts, family: str, pending: int) -> None:
    came = "accepted" if family == "reconsideration" else "first_instance_cases"
    open_before = facts[f"{family}_carried_over"]
    total = facts[f"{family}_{came}"] + open_before
    facts[f"{family}_concluded"] = max(1, total - pending)


def _outcomes(facts: Facts, chance: Chance) -> None:
    """Make what became of concluded cases, and the rates over the concluded ones."""
    concluded = facts["reconsideration_concluded"]
    for count, rate, low, high in (
        ("reconsideration_resolved_substantively", "reconsideration_resolution_rate", 0.25, 0.6),
        ("reconsideration_corrected", "reconsideration_correction_rate", 0.06, 0.18),
        ("reconsideration_mediated", "reconsideration_mediation_rate", 0.2, 0.45),
    ):
        part = max(1, round(concluded * (low + (high - low) * chance.random())))
        facts[count] = part
        facts[rate] = share(part, concluded)
    cases = facts["litigation_first_instance_cases"]
    facts["reconsideration_to_litigation_ratio"] = round(
        facts["reconsideration_accepted"] / cases, 1
    )
    lost = (
        0 if chance.happens(0.2) else round(facts["litigation_concluded"] * 0.2 * chance.random())
    )
    facts["litigation_lost_cases"] = lost
    facts["litigation_loss_rate"] = share(lost, facts["litigation_concluded"])


def _disputes(facts: Facts, chance: Chance, extent: float) -> None:
    screened = _count(chance, 5200 * extent)
    mediated = round(screened * (0.9 + 0.095 * chance.random()))
    facts["disputes_screened"] = screened
    facts["disputes_mediated"] = mediated
    facts["disputes_mediated_village"] = max(1, round(mediated * (0.5 + 0.3 * chance.random())))
    facts["dispute_resolution_rate"] = share(mediated, screened)


def _penalties(facts: Facts, chance: Chance, extent: float) -> None:
    ordinary = _count(chance, 820 * extent)
    summary = _count(chance, 1900 * extent)
    facts["penalty_cases_ordinary_procedure"] = ordinary
    facts["penalty_cases_summary_procedure"] = summary
    facts["penalty_cases"] = ordinary + summary


def _aid(facts: Facts, chance: Chance, extent: float) -> None:
    civil = _count(chance, 560 * extent)
    criminal = _count(chance, 390 * extent)
    facts["legal_aid_cases_civil"] = civil
    facts["legal_aid_cases_criminal_assigned"] = criminal
    facts["legal_aid_cases"] = civil + criminal + chance.between(1, 9)


def _documents(facts: Facts, chance: Chance, extent: float) -> None:
    """Make the normative documents: small numbers at every level."""
    some = 1 + min(extent, 8) / 2
    issued = _count(chance, 4 * some, 0.6)
    facts["normative_documents_issued"] = issued
    facts["normative_documents_filed"] = issued
    facts["normative_documents_retained"] = _count(chance, 24 * some, 0.5)
    facts["normative_documents_revised"] = _count(chance, 3 * some, 0.4)
    facts["normative_documents_abolished"] = _count(chance, 5 * some, 0.5)
    facts["normative_documents_expired"] = _count(chance, 4 * some, 0.5)


def _firms(facts: Facts, chance: Chance, extent: float) -> None:
    total = facts["market_entities_total"]
    facts["market_entities_new"] = round(total * (0.11 + 0.05 * chance.random()))
    found = facts["enterprise_problems_resolved"]
    facts["enterprise_problem_resolution_rate"] = share(found, found + round(found * 0.05), 1)
    items = facts["service_items"]
    facts["no_meeting_approval_items"] = min(
        facts["no_meeting_approval_items"], round(items * 0.93)
    )
    facts["instant_items"] = min(facts["instant_items"], round(items * 0.6))
