using PsyCare.Contracts;
using PsyCare.Domain;

namespace PsyCare.Gateway.Auth;

/// <summary>What a link carries behind its <c>#</c>: whom or what it is for, and the secret that proves it, as <c>ID.SECRET</c>.</summary>
/// <param name="Id">A session, a patient or an invitation.</param>
/// <param name="Secret">Never to be logged.</param>
internal readonly record struct LinkToken(string Id, string Secret)
{
    private const int MaxLength = 256;

    /// <summary>Reads one; null where it is none.</summary>
    public static LinkToken? TryParse(string? text) =>
        text is { Length: <= MaxLength } && text.Split('.') is [var id, var secret] && Ids.IsValid(id) && Ids.IsValid(secret)
            ? new LinkToken(id, secret)
            : null;

    /// <summary>Reads one, or refuses with InviteUnknown.</summary>
    public static LinkToken Parse(string? text) => TryParse(text) ?? throw new RefusedException(Refusal.InviteUnknown);

    /// <summary>As it stands in a link.</summary>
    public override string ToString() => $"{Id}.{Secret}";
}
