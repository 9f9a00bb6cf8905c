namespace PsyCare.Domain.Practices;

/// <summary>
/// Who somebody is for an OpenID Connect issuer. Only the two together name a person, and only they do (OpenID Connect Core 1.0, section 5.7):
/// an e-mail address can change hands, or be claimed by somebody who never proved it.
/// </summary>
/// <param name="Issuer">The issuer's address, exactly as its tokens have it.</param>
/// <param name="Subject">The person there; opaque.</param>
public sealed record ExternalIdentity(string Issuer, string Subject)
{
    private const int MaxIssuerLength = 512;

    /// <summary>OpenID Connect Core 1.0, section 2.</summary>
    private const int MaxSubjectLength = 255;

    /// <summary>Whether both are there and no longer than can be.</summary>
    public bool IsValid() => Issuer.Length is > 0 and <= MaxIssuerLength && Subject.Length is > 0 and <= MaxSubjectLength;
}
