using PsyCare.Domain;

namespace PsyCare.Gateway.Problems;

/// <summary>An error as the client sees it. The client translates <see cref="Code"/>; the title is for people who read the wire.</summary>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    public static readonly ProblemKind NotFound = new("notFound", 404, "There is no such thing, or it is not yours.");
    public static readonly ProblemKind Invalid = new("invalid", 422, "A field is missing, too long or out of range.");
    public static readonly ProblemKind Malformed = new("invalid", 400, "The request cannot be read.");
    public static readonly ProblemKind WrongPhase = new("wrongPhase", 409, "The session is not in a phase that allows this.");
    public static readonly ProblemKind InviteUnknown = new("inviteUnknown", 404, "The invite is unknown.");
    public static readonly ProblemKind InviteUsed = new("inviteUsed", 410, "The invite has been used already.");
    public static readonly ProblemKind InviteExpired = new("inviteExpired", 410, "The invite has expired or was replaced by a newer one.");
    public static readonly ProblemKind ConsentMissing = new("consentMissing", 409, "Consent to the call itself is missing.");
    public static readonly ProblemKind TooLarge = new("tooLarge", 413, "The text is larger than allowed; what was saved before stays.");
    public static readonly ProblemKind Conflict = new("conflict", 409, "A newer revision was saved meanwhile.");
    public static readonly ProblemKind ForbiddenByPolicy = new("forbiddenByPolicy", 403, "The practice's policy forbids this.");
    public static readonly ProblemKind SupervisionNotConsented =
        new("supervisionNotConsented", 409, "The patient has not agreed to supervision.");
    public static readonly ProblemKind AlreadyExists = new("alreadyExists", 409, "It exists already.");
    public static readonly ProblemKind LegalHold = new("legalHold", 409, "A legal hold forbids erasing it.");
    public static readonly ProblemKind Erased = new("erased", 410, "It was erased.");
    public static readonly ProblemKind LastAdministrator = new("lastAdministrator", 409, "A practice keeps at least one administrator.");
    public static readonly ProblemKind NoteSigned = new("noteSigned", 409, "The note is signed: it takes amendments, no edits.");
    public static readonly ProblemKind PasscodeWrong = new("passcodeWrong", 403, "The passcode is missing or wrong.");
    public static readonly ProblemKind WeakPassword = new("weakPassword", 422, "The password is too short or too easy to guess.");
    public static readonly ProblemKind WrongCode = new("wrongCode", 422, "The code is wrong or was used before.");
    public static readonly ProblemKind WrongPassword = new("wrongPassword", 422, "The password is wrong.");
    public static readonly ProblemKind SignInAgain = new("signInAgain", 409, "Sign in again to confirm this.");
    public static readonly ProblemKind NotConnected = new("notConnected", 409, "The account is not connected with the practice's issuer.");
    public static readonly ProblemKind PasswordSignInOff = new("passwordSignInOff", 403, "This practice does not sign in with passwords.");
    public static readonly ProblemKind ProviderFailed = new("providerFailed", 502, "The practice's issuer did not answer as it should.");
    public static readonly ProblemKind NotInvited = new("notInvited", 403, "Whom the issuer named is no member of this practice.");
    public static readonly ProblemKind NoRole = new("noRole", 403, "The issuer gave no role of this practice.");
    public static readonly ProblemKind CodeRequired = new("codeRequired", 401, "The code of the authenticator app is needed as well.");
    public static readonly ProblemKind SignInFailed = new("signInFailed", 401, "E-mail address or password is wrong.");
    public static readonly ProblemKind LockedOut = new("lockedOut", 423, "Too many failed attempts: the account is locked for a while.");
    public static readonly ProblemKind NotSignedIn = new("notSignedIn", 401, "Sign in, or open the invite link, first.");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Not allowed.");
    public static readonly ProblemKind MethodNotAllowed = new("methodNotAllowed", 405, "This address does not take that method.");
    public static readonly ProblemKind PayloadTooLarge = new("payloadTooLarge", 413, "The request is larger than allowed.");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupportedMediaType", 415, "This address does not take that media type.");
    public static readonly ProblemKind OfferRejected = new("offerRejected", 422, "The offer cannot be answered.");
    public static readonly ProblemKind OfferMalformed = new("offerRejected", 400, "The offer is not an SDP.");
    public static readonly ProblemKind RateLimited = new("rateLimited", 429, "Too many requests; try again in a minute.");
    public static readonly ProblemKind Full = new("unavailable", 503, "All places are taken; try again later.");
    public static readonly ProblemKind Unavailable = new("unavailable", 500, "Something went wrong on our side; try again.");

    /// <summary>The one place where a refusal of the clinic's rules becomes an error on the wire.</summary>
    public static ProblemKind Of(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => NotFound,
        Refusal.Invalid => Invalid,
        Refusal.WrongPhase => WrongPhase,
        Refusal.InviteUnknown => InviteUnknown,
        Refusal.InviteUsed => InviteUsed,
        Refusal.InviteExpired => InviteExpired,
        Refusal.ConsentMissing => ConsentMissing,
        Refusal.TooLarge => TooLarge,
        Refusal.Conflict => Conflict,
        Refusal.ForbiddenByPolicy => ForbiddenByPolicy,
        Refusal.AlreadyExists => AlreadyExists,
        Refusal.SupervisionNotConsented => SupervisionNotConsented,
        Refusal.LegalHold => LegalHold,
        Refusal.Erased => Erased,
        Refusal.LastAdministrator => LastAdministrator,
        Refusal.NoteSigned => NoteSigned,
        Refusal.PasscodeWrong => PasscodeWrong,
        Refusal.WeakPassword => WeakPassword,
        Refusal.WrongCode => WrongCode,
        Refusal.WrongPassword => WrongPassword,
        Refusal.SignInAgain => SignInAgain,
        Refusal.NotConnected => NotConnected,
        _ => Unavailable,
    };

    /// <summary>What stands behind a bare status that the framework answered with.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        400 => Malformed,
        401 => NotSignedIn,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => PayloadTooLarge,
        415 => UnsupportedMediaType,
        429 => RateLimited,
        >= 500 => Unavailable with { Status = status },
        _ => Malformed with { Status = status },
    };
}
