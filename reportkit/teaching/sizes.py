"""How large an indicator is in a county of usual size: rules of thumb of ours, no statistics.

They only keep an invented report believable. Each row: the middle value, how far places lie
apart (share of it), growth from year to year (share), and how it follows the size of a place.
"""

from __future__ import annotations

from typing import NamedTuple


class Size(NamedTuple):
    """Middle value in a county, spread between places, yearly growth, how it grows with level."""

    middle: float
    spread: float
    growth: float
    follows: str  # "extent": with people and firms; "some": with offices; "none": with nothing


# How much of a county's count another level has.
EXTENT = {
    "province": 70.0,
    "prefecture": 7.0,
    "county": 1.0,
    "zone": 0.35,
    "township": 0.08,
    "department": 0.2,
}
SOME = {
    "province": 4.0,
    "prefecture": 2.0,
    "county": 1.0,
    "zone": 0.6,
    "township": 0.35,
    "department": 0.5,
}
FOLLOWS = {"extent": EXTENT, "some": SOME, "none": dict.fromkeys(EXTENT, 1.0)}

# Counts and amounts that stand alone. Amounts in 元, durations in hours.
COUNTS = {
    "administrative_documents_reviewed": Size(140, 0.5, 0.03, "some"),
    "administrative_inspections": Size(5200, 0.5, -0.04, "extent"),
    "assessment_weight": Size(4, 0.4, 0.05, "none"),
    "audit_projects": Size(28, 0.4, 0.02, "some"),
    "business_environment_measures": Size(62, 0.5, 0.05, "some"),
    "certificate_free_service_items": Size(180, 0.5, 0.12, "some"),
    "commitment_approvals": Size(1250, 0.6, 0.06, "extent"),
    "contracts_reviewed": Size(190, 0.5, 0.04, "some"),
    "cppcc_proposals_handled": Size(118, 0.4, 0.01, "some"),
    "credit_records_collected": Size(46000, 0.6, 0.08, "extent"),
    "credit_repaired_entities": Size(410, 0.5, 0.06, "extent"),
    "decision_consultations_published": Size(34, 0.5, 0.04, "some"),
    "delegated_powers": Size(96, 0.5, 0.02, "none"),
    "demo_villages": Size(38, 0.5, 0.05, "extent"),
    "emergency_drills": Size(74, 0.6, 0.05, "some"),
    "enforcement_files_reviewed": Size(210, 0.6, 0.04, "some"),
    "enforcement_new_certificate_trained": Size(165, 0.5, 0.02, "extent"),
    "enforcement_personnel_trained": Size(980, 0.4, 0.03, "extent"),
    "enforcement_supervision_opinions": Size(14, 0.6, 0.05, "some"),
    "enterprise_financing_yuan": Size(640_000_000, 0.6, 0.08, "extent"),
    "enterprise_legal_checkups": Size(230, 0.5, 0.07, "extent"),
    "enterprise_problems_resolved": Size(310, 0.5, 0.04, "extent"),
    "executive_meeting_law_studies": Size(9, 0.35, 0.03, "none"),
    "executive_meeting_topics_reviewed": Size(128, 0.4, 0.03, "some"),
    "five_star_judicial_offices": Size(9, 0.5, 0.05, "extent"),
    "hotline_requests": Size(26000, 0.5, 0.07, "extent"),
    "instant_items": Size(640, 0.3, 0.05, "none"),
    "invention_patents_granted": Size(330, 0.7, 0.09, "extent"),
    "judicial_suggestions_handled": Size(5, 0.6, 0.02, "some"),
    "law_duty_reports": Size(86, 0.4, 0.03, "some"),
    "law_inspections": Size(7, 0.5, 0.03, "some"),
    "law_literate_villagers": Size(1250, 0.5, 0.08, "extent"),
    "legal_advisers": Size(17, 0.5, 0.03, "some"),
    "legal_aid_consultations": Size(7800, 0.5, 0.05, "extent"),
    "legislation_reviewed": Size(11, 0.6, 0.02, "some"),
    "lenient_penalty_amount_yuan": Size(3_200_000, 0.6, 0.10, "extent"),
    "lenient_penalty_cases": Size(460, 0.6, 0.12, "extent"),
    "lenient_penalty_list_items": Size(152, 0.4, 0.09, "none"),
    "major_decisions_listed": Size(7, 0.5, 0.02, "some"),
    "market_entities_total": Size(74000, 0.4, 0.06, "extent"),
    "no_meeting_approval_items": Size(890, 0.25, 0.03, "none"),
    "npc_suggestions_handled": Size(104, 0.4, 0.01, "some"),
    "officials_law_exam": Size(132, 0.5, 0.03, "some"),
    "one_thing_items": Size(36, 0.5, 0.10, "none"),
    "open_info_items": Size(6900, 0.6, 0.02, "some"),
    "open_info_requests_handled": Size(138, 0.6, 0.05, "some"),
    "party_committee_law_deliberations": Size(8, 0.4, 0.03, "none"),
    "petition_visit_persons": Size(1650, 0.5, -0.04, "extent"),
    "petitions_handled": Size(860, 0.5, -0.03, "extent"),
    "policy_interpretations": Size(76, 0.5, 0.05, "some"),
    "procuratorial_suggestions_handled": Size(9, 0.6, 0.03, "some"),
    "public_legal_service_rooms": Size(170, 0.5, 0.02, "extent"),
    "publicity_audience": Size(96000, 0.6, 0.04, "extent"),
    "publicity_events": Size(330, 0.6, 0.03, "extent"),
    "reconsideration_consultations": Size(410, 0.5, 0.10, "extent"),
    "reconsideration_opinions_issued": Size(9, 0.6, 0.06, "some"),
    "registration_hours": Size(7, 0.7, -0.06, "none"),
    "safety_exam_personnel": Size(3600, 0.5, 0.04, "extent"),
    "service_items": Size(1580, 0.2, 0.01, "none"),
    "service_matters_handled": Size(118000, 0.6, 0.05, "extent"),
    "trademark_infringement_cases": Size(26, 0.6, 0.03, "extent"),
    "vat_refund_yuan": Size(240_000_000, 0.7, 0.04, "extent"),
    "website_visits": Size(3_600_000, 0.7, 0.06, "some"),
}

# Counts of what stays from year to year: they hardly move by chance.
STEADY = frozenset(
    (
        "market_entities_total",
        "service_items",
        "no_meeting_approval_items",
        "instant_items",
        "legal_advisers",
        "public_legal_service_rooms",
        "five_star_judicial_offices",
        "delegated_powers",
        "demo_villages",
        "law_literate_villagers",
        "lenient_penalty_list_items",
        "one_thing_items",
        "assessment_weight",
    )
)

# Rates that no stated counts give: lowest and highest in percent, share of places that state 100.
RATES = {
    "application_materials_reduction_rate": (28, 72, 0.0),
    "double_random_supervision_rate": (93, 99.9, 0.3),
    "hotline_resolution_rate": (95, 99.9, 0.1),
    "leader_court_appearance_rate": (88, 99.5, 0.6),
    "legality_review_rate": (96, 99.8, 0.8),
    "judicial_suggestion_reply_rate": (96, 99.5, 0.85),
    "normative_document_filing_rate": (96, 99.5, 0.85),
    "normative_document_filing_timeliness_rate": (95, 99.5, 0.75),
    "npc_cppcc_satisfaction_rate": (95, 99.9, 0.5),
    "officials_law_exam_pass_rate": (92, 99.6, 0.35),
    "online_service_rate": (90, 99.9, 0.3),
    "reconsideration_no_suit_rate": (72, 93, 0.0),
    "reconsideration_on_time_rate": (97, 99.8, 0.7),
    "satisfaction_rate": (93, 99.9, 0.08),
    "time_limit_compression_rate": (55, 94, 0.0),
}

# Share of place-years in which nothing of the kind happened: governments, then small offices.
# A family stands on one line: all of it is nought together.
NOUGHTS = (
    (("legislation_reviewed",), 0.12, 0.5),
    (("law_inspections",), 0.06, 0.3),
    (("major_decisions_listed",), 0.06, 0.4),
    (("enforcement_supervision_opinions",), 0.1, 0.4),
    (("trademark_infringement_cases",), 0.08, 0.5),
    (("demo_villages",), 0.04, 0.3),
    (("certificate_free_service_items",), 0.04, 0.3),
    (("judicial_suggestions_handled",), 0.1, 0.4),
    (("procuratorial_suggestions_handled",), 0.08, 0.4),
    (("normative_documents_abolished",), 0.08, 0.3),
    (("normative_documents_revised",), 0.08, 0.3),
    (("normative_documents_issued", "normative_documents_filed"), 0.18, 0.5),
    (("reconsideration_corrected", "reconsideration_correction_rate"), 0.05, 0.3),
    (("litigation_lost_cases", "litigation_loss_rate"), 0.2, 0.4),
    (("emergency_drills",), 0.0, 0.1),
    (("officials_law_exam", "officials_law_exam_pass_rate"), 0.0, 0.3),
    (("open_info_requests_handled",), 0.0, 0.3),
    (("npc_suggestions_handled", "cppcc_proposals_handled"), 0.0, 0.2),
    (("contracts_reviewed",), 0.0, 0.15),
    # What offices mention only where there is none of it.
    (("major_accidents",), 1.0, 1.0),
)
SMALL_LEVELS = ("township", "department")
# Share of small offices' years without any case of the kind.
NO_CASES = 0.45
