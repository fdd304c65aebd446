"""What can go wrong between a hub, a file and the folder of models, in words.

Of every one: no other model is touched, and a file that did not pass is never listed or loaded.
"""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError, ModelError


class ModelIdUnfit(InputError):
    """A name that could lead out of the folder of models, or that some system does not take."""

    what = QT_TRANSLATE_NOOP("errors", "'{id}' cannot be the id of a model.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Use letters, digits, '.', '_' and '-', a letter or digit first: --id NAME."
    )


class Sha256Unfit(InputError):
    """What was given as a SHA-256 is none."""

    what = QT_TRANSLATE_NOOP("errors", "What was given is no SHA-256.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "It has 64 digits, 0 to 9 and a to f; the page of the model shows it."
    )


class Sha256Differs(InputError):
    """The person and the catalogue expect different bytes."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The catalogue knows another SHA-256 of '{id}' ({expected}). Nothing was fetched or "
        "copied.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Leave the SHA-256 away, or import the file under another id."
    )


class Sha256Needed(InputError):
    """Nobody here knows which bytes this model has."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The catalogue does not know the SHA-256 of '{id}', so nothing could be checked. Nothing "
        "was fetched or copied.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Give the one that its page shows: --sha256 HASH.")


class LicenceNotAgreed(InputError):
    """The licence asks for a yes, and there was none."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{id}' comes under the {licence}, which was not agreed to. Nothing was fetched."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Read it ({link}), then agree: --agree-licence.")


class DownloadsForbidden(InputError):
    """The settings forbid it."""

    what = QT_TRANSLATE_NOOP(
        "errors", "Downloads are forbidden by the setting 'downloads'. No connection was made."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Ask your administrator, or import the model from a file or a share."
    )


class NotOnAHub(InputError):
    """The entry names no repository."""

    what = QT_TRANSLATE_NOOP("errors", "'{id}' is on no hub: it comes with the program.")
    next_step = QT_TRANSLATE_NOOP("errors", "Use it as it is, or install the program again.")


class ProgramTooOld(ModelError):
    """The entry asks for a newer version of the program."""

    what = QT_TRANSLATE_NOOP("errors", "'{id}' needs version {needed} of this program.")
    next_step = QT_TRANSLATE_NOOP("errors", "Install that version first, or choose another model.")


class ModelThereAlready(ModelError):
    """A file of that name is in the folder of models."""

    what = QT_TRANSLATE_NOOP("errors", "The model '{id}' is there already. It stays as it is.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check it with 'radvaluer models verify', remove it first, or give another id."
    )


class ModelBusy(ModelError):
    """Another process gets the same model, or removes it."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{id}' is being fetched, copied or removed by another window or command."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Wait for that one, or stop it.")


class NotTheModel(ModelError):
    """The bytes are not those that were promised."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} is not the model that it should be: its SHA-256 is {found}, expected was "
        "{expected}. It is not used.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Get it again; if it happens twice, do not trust the place it comes from."
    )


class ModelOfOtherSize(ModelError):
    """The file has more or fewer bytes than the catalogue, or what is remembered of it, says."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} has {size} bytes; {expected} were expected. It is not used."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Copy or download it again.")


class ArchitectureUnknown(ModelError):
    """No version of llama.cpp that this program was built with reads such a model."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The model {path} is of an architecture ({architecture}) that is not known here."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Use another, or a newer version of this program.")


class NotOurs(ModelError):
    """The file is not in the user's own folder."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{id}' is not among this user's own models; it stays ({path})."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "What is there for everybody is an administrator's to remove."
    )


class ModelInUse(ModelError):
    """The settings name this model."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{id}' is the model that the setting '{setting}' names. It stays."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Choose another one before you remove it.")


class ModelApproved(ModelError):
    """What was approved here may be returned to."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "'{id}' was approved here, and 'radvaluer retrain rollback' may return to it. It stays.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "See 'radvaluer retrain status'; what was rolled back can be removed."
    )


class BaseNeeded(ModelError):
    """An adapter that is used, or may be returned to, is nothing without this model."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{adapter}', which drafts here or was approved, needs its base '{id}'. It stays."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Choose another model, or see 'radvaluer retrain status', before you remove it."
    )


class FolderNotWritable(ModelError):
    """A file in the folder of models cannot be made, changed or removed."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The folder of models {path} cannot be written ({reason}). No model was changed."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Check its permissions, then do the same again.")


class NoRoom(ModelError):
    """The disk has, or had, too little room."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "There is no room for '{id}': {needed} MiB are needed, {free} MiB are free in {folder}. "
        "Nothing of it was left there.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Make room, then do the same again.")


class SourceUnreadable(ModelError):
    """The file or share that is imported cannot be read to its end."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} could not be read to its end ({reason}). Nothing of it was kept."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Check the share or the drive, then import it again.")


class HubRefused(ModelError):
    """401 or 403: it wants to know who asks, or does not give it to this one."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{hub} does not give '{id}' to whoever asks ({status}). Nothing was changed."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Agree to its terms on its page and sign in: put a token into the environment variable "
        "HF_TOKEN; or check the proxy.",
    )


class HubHasNot(ModelError):
    """404, or an answer that names no file."""

    what = QT_TRANSLATE_NOOP("errors", "{hub} does not have '{id}' where the catalogue says.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Correct the entry, or the setting 'model_hub', or import the model from a file."
    )


class HubBusy(ModelError):
    """It cannot be reached, stalls, cuts off, answers 429 or 5xx, again and again."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{hub} did not deliver '{id}' ({reason}), tried {tries} times. {mib} MiB are kept, not "
        "listed, and the same command goes on behind them.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Check the network and the proxy; then try again.")


class HubNotTrusted(ModelError):
    """Its certificate is not one that this computer trusts."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{hub} was not believed: this computer does not trust its certificate."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "If your network looks into TLS, its certificate must be in the operating system's store. "
        "Checking is never turned off.",
    )


class HubWrong(ModelError):
    """It answers what no hub should: a web page, another size, other bytes."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{hub} did not send '{id}' but something else ({reason}). None of that is used."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "A log-in page of the network or a proxy may be in between: open the hub in a browser.",
    )
