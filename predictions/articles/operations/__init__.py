"""Writing outlets, forecasters and articles."""

from predictions.articles.operations.names import (
    NameInUse,
    NoName,
    UnknownKind,
    add_alias,
    change_forecaster,
    ensure_forecaster,
    ensure_outlet,
    merge_forecasters,
    rename_outlet,
    unmerge_forecaster,
)
from predictions.articles.operations.recording import (
    AlreadyRecorded,
    NoText,
    OtherProject,
    RetractionRefused,
    UnknownPrecision,
    license_article,
    record_article,
    record_version,
    retract_article,
    text_digest,
)

__all__ = [
    "AlreadyRecorded",
    "NameInUse",
    "NoName",
    "NoText",
    "OtherProject",
    "RetractionRefused",
    "UnknownKind",
    "UnknownPrecision",
    "add_alias",
    "change_forecaster",
    "ensure_forecaster",
    "ensure_outlet",
    "license_article",
    "merge_forecasters",
    "record_article",
    "record_version",
    "rename_outlet",
    "retract_article",
    "text_digest",
    "unmerge_forecaster",
]
