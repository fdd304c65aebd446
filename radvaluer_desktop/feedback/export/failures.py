"""What can go wrong with exports, in words. No sentence holds a report or a secret key."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError


class RecipientInvalid(InputError):
    """What was given is no public key."""

    what = QT_TRANSLATE_NOOP(
        "errors", "What was given as the recipient is no public key of age. Nothing was written."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Give the line that begins with age1, which 'age-keygen -y' prints for the recipient's "
        "key.",
    )


class RecipientDecided(InputError):
    """The policy names another recipient."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The policy decides whom exports are encrypted to. Nothing was written."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Leave the recipient out; or ask whoever looks after this computer to change it."
    )


class IdentifiersNotAllowed(InputError):
    """No policy allows identifiers to leave."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "An export with identifiers is allowed by the machine's policy alone, and it does not. "
        "Nothing was written.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Export without them; or ask whoever looks after this computer to set 'export_identifiers' "
        "in the policy.",
    )


class IdentifiersNeedRecipient(InputError):
    """What identifies patients would lie open."""

    what = QT_TRANSLATE_NOOP(
        "errors", "An export with identifiers must be encrypted. Nothing was written."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Name the recipient's public key.")


class TargetTaken(InputError):
    """There is a file of that name."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is there already. It was left as it is.")
    next_step = QT_TRANSLATE_NOOP("errors", "Name another file, or move that one away.")


class ExportNotWritten(InputError):
    """The file could not be written."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The export {path} could not be written ({reason}). Nothing of it was left there; the "
        "store is as it was.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check that the folder is there and the space that is left on its disk; retry."
    )


class ReviewOutdated(InputError):
    """What would be written is not what somebody read."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "What would be written now is not what was reviewed: decisions, corrections or the program "
        "are others since. Nothing was left of it.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Review it again, and give the new code.")


class NoStoreYet(InputError):
    """Nothing was ever kept."""

    what = QT_TRANSLATE_NOOP("errors", "There is no feedback store {path} yet.")
    next_step = QT_TRANSLATE_NOOP("errors", "Decide about a draft first; then there is one.")


class NothingToExport(InputError):
    """No row would be written."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "No decision can be exported this way: {chosen} were chosen, none of them makes a row. "
        "Nothing was written.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Choose more decisions, or another format.")


class ParquetNotInstalled(InputError):
    """The library that writes Parquet is missing."""

    what = QT_TRANSLATE_NOOP("errors", "Parquet needs more than is installed: pyarrow.")
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Export as jsonl, which the same programs read; or install it: pip install "
        "'radvaluer-desktop[export]'.",
    )


class CorrectionsInvalid(InputError):
    """The file of corrections does not follow its form."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} holds no corrections of a review. Nothing was written."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        'Write one JSON object of lists of texts: {{"keep": ["…"], "replace": ["…"]}}.',
    )


class ExportFaulty(InputError):
    """An export is not what its manifest says."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is no whole export. It was left as it is.")
    next_step = QT_TRANSLATE_NOOP("errors", "Copy both files once more, or export anew.")


class ExportMissing(ExportFaulty):
    """There is no such file."""

    what = QT_TRANSLATE_NOOP("errors", "The export {path} cannot be read ({reason}).")
    next_step = QT_TRANSLATE_NOOP("errors", "Check its name and whether you may read it.")


class ManifestMissing(ExportFaulty):
    """What says what the file must be is not there."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "Beside {path} its manifest {manifest} is missing: it was not copied along, or the export "
        "never ended.",
    )


class ManifestUnreadable(ExportFaulty):
    """The manifest does not follow its form."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The manifest {manifest} of {path} is damaged, or of a newer program."
    )


class ExportOfOtherSchema(ExportFaulty):
    """The manifest is whole, and its rows follow another schema."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} was exported by version {version}, in the schema '{schema}', which this program "
        "does not know. Nothing was taken from it.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Update this program to that version, or export anew with this one."
    )


class ExportCut(ExportFaulty):
    """The file has another length."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} has {bytes} bytes, and its manifest says {expected}: it is not whole."
    )


class ExportChanged(ExportFaulty):
    """The file has another digest."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} was changed since it was exported, or belongs to another manifest: its SHA-256 is "
        "not the one that the manifest says.",
    )


class OtherRecipient(ExportFaulty):
    """The key is another's."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} is whole, but it is encrypted to another key than the one that was given.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Give the secret key that belongs to {recipient}, or export to your own."
    )


class IdentityInvalid(InputError):
    """The file holds no secret key."""

    what = QT_TRANSLATE_NOOP("errors", "{path} holds no secret key of age.")
    next_step = QT_TRANSLATE_NOOP("errors", "Give the file that 'age-keygen' wrote.")


class IdentityNeeded(InputError):
    """An encrypted export is to be read."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is encrypted. Nothing was taken from it.")
    next_step = QT_TRANSLATE_NOOP("errors", "Give your secret key with --identity.")


class NotMergeable(InputError):
    """The rows are not whole records."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} is an export of the format {form}, which cannot be merged."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Export as jsonl at the station, and merge that.")
