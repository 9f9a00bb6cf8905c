namespace PsyCare.Domain;

/// <summary>
/// Why the clinic's rules refuse something. Each is a message in the user's language (the client translates the name) and a
/// problem-details error on HTTP.
/// </summary>
public enum Refusal
{
    /// <summary>There is no such thing, or it is not yours: the two are not told apart.</summary>
    NotFound = 1,

    /// <summary>A field is missing, too long or out of range.</summary>
    Invalid = 2,

    /// <summary>The session is not in a phase that allows this.</summary>
    WrongPhase = 3,

    /// <summary>The invite is unknown or forged.</summary>
    InviteUnknown = 4,

    /// <summary>The invite has been used already.</summary>
    InviteUsed = 5,

    /// <summary>The invite has expired or was replaced by a newer one.</summary>
    InviteExpired = 6,

    /// <summary>Consent to the call itself is missing.</summary>
    ConsentMissing = 7,

    /// <summary>The text is larger than allowed; what was saved before stays.</summary>
    TooLarge = 8,

    /// <summary>Someone saved a newer revision meanwhile.</summary>
    Conflict = 9,

    /// <summary>The practice's policy forbids this.</summary>
    ForbiddenByPolicy = 10,

    /// <summary>It exists already.</summary>
    AlreadyExists = 11,

    /// <summary>A legal hold forbids erasing it.</summary>
    LegalHold = 25,

    /// <summary>It was erased.</summary>
    Erased = 26,

    /// <summary>A practice keeps at least one administrator.</summary>
    LastAdministrator = 40,

    /// <summary>The note is signed: it takes amendments, no edits.</summary>
    NoteSigned = 21,

    /// <summary>The passcode is missing or wrong.</summary>
    PasscodeWrong = 22,

    /// <summary>The password is too short or too easy to guess.</summary>
    WeakPassword = 41,

    /// <summary>The code of the authenticator app is wrong, or was used before.</summary>
    WrongCode = 42,

    /// <summary>The password that should confirm a change is wrong.</summary>
    WrongPassword = 43,

    /// <summary>Signing in was too long ago to confirm a change by it.</summary>
    SignInAgain = 55,

    /// <summary>The account is not connected with the practice's issuer.</summary>
    NotConnected = 56,

    /// <summary>The patient has not agreed to supervision.</summary>
    SupervisionNotConsented = 30,
}
