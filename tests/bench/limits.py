"""How many times its floor each measure may cost; `make bench` fails above.

Ratios, not times: both sides run in turn on the same machine. They hold from each measure's own
size on; below it the fixed costs of a call count more.
"""

_PAGES = (
    "queue", "skill", "calibration", "words", "ranges", "holds", "agreement", "dashboard",
    "article", "desk", "forecaster", "most_quoted", "outlet", "question", "event", "published",
    "search",
)  # fmt: skip

LIMITS = {
    # At least 70 % of the rate of a view without keys, roles and filters.
    "api.list": 1 / 0.7,
    "api.detail": 1 / 0.7,
    "api.list_p95": 1.5,
    "api.detail_p95": 1.5,
    # A page costs the same at any depth.
    "api.deep_page": 1.2,
    # 5.5 on 2026-11-23: ours checks and reads every forecast, and asks the database for ids.
    "forecasts.record": 10.0,
    "scores.calibration": 5.0,
    "scores.leaderboard": 5.0,
    "scores.scorecard": 5.0,
    # The same aggregate in SQL written by hand.
    "scores.uncovered": 1.5,
    "scores.thousand_resolutions": 1 / 20,
    "scores.full_run": 3.0,
    "scores.one_resolution": 20.0,
    "ledger.batch": 1.2,
    "ledger.record": 1.5,
    "ledger.writers": 1.5,
    # At least 70 % of a bare loop's rate.
    "mail.send": 1 / 0.7,
    "reminders.plan": 3.0,
    **dict.fromkeys((f"ui.{page}" for page in _PAGES), 3.0),
    # 0.2 to 1.2 on 2026-11-23; the rest is noise of two busy cores.
    "kernels.absolute_error": 1.3,
    "kernels.brier": 1.3,
    "kernels.categorical_brier": 1.3,
    "kernels.cdf": 1.3,
    "kernels.crps": 1.3,
    "kernels.expected_crps": 1.3,
    "kernels.log_score": 1.3,
    "kernels.rps": 1.3,
    "kernels.skill_points": 1.3,
    "kernels.winkler": 1.3,
}
