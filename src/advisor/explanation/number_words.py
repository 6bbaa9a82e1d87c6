"""A number of an attribute or a setting in; how people read it, and whose figure it is, out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from advisor.model.knowledge import Profile, Setting, SettingKind, SettingValue
from advisor.model.questions import SCALE_WORDS, Attribute
from advisor.quantities import money_text, number_text, share_text

OF_CASE, OF_PROFILE = "this case's", "this profile's"
"""Whose a setting's value is, where it is neither the guidance's nor the tool's own."""


def setting_number_text(kind: SettingKind, value: Fraction) -> str:
    """A number that a setting of this kind holds, as people read it."""
    match kind:
        case SettingKind.MONEY:
            return money_text(value)
        case SettingKind.SHARE:
            return share_text(value)
        case _:
            return number_text(value)


def origin_of(setting: Setting, profile: Profile, settings: Mapping[str, SettingValue], key: str = "") -> str:
    """Whose value of a setting, or of the part `key` of one, is in force: the case's, the profile's, the tool's or the
    guidance's. A map is the case's as soon as one of its parts is.
    """
    now, own, by_profile = settings[setting.id], setting.value, profile.settings.get(setting.id)
    if isinstance(now, Mapping) and isinstance(own, Mapping):
        theirs = by_profile if isinstance(by_profile, Mapping) else {}
        keys = [key] if key else list(now)
        if any(now[k] != theirs.get(k, own[k]) for k in keys):
            return OF_CASE
        return OF_PROFILE if any(k in theirs for k in keys) else setting.origin
    if now == by_profile:
        return OF_PROFILE
    return setting.origin if now == own else OF_CASE


def largest_first(parts: Mapping[str, Fraction] | Mapping[str, str]) -> list[str]:
    """The keys of a setting's parts: what counts most in front, and by name where they hold no numbers or are alike."""
    return sorted(parts, key=lambda k: (-n if isinstance(n := parts[k], Fraction) else 0, k))


def number_words(attribute: Attribute, value: Fraction, finer: int = 0) -> str:
    """A number in its attribute's unit; `finer` is how many more places a ratio or a share has than it is printed with."""
    if attribute.scale:
        return (
            f"{value} ({SCALE_WORDS[int(value)]})"
            if value.denominator == 1 and 0 <= value <= 3
            else str(value)
        )
    match attribute.unit:
        case "GBP":
            return money_text(value)
        case "share":
            return share_text(value, 1 + finer)
        case _:
            return number_text(value, 2 + finer)
