namespace PsyCare.TestKit.Oidc;

/// <summary>Somebody who is signed in at the issuer.</summary>
/// <param name="Subject"><c>sub</c>.</param>
/// <param name="Name"><c>name</c>.</param>
/// <param name="Email"><c>email</c>.</param>
public sealed record IssuerPerson(string Subject, string Name, string Email)
{
    /// <summary><c>sid</c>: their session at the issuer.</summary>
    public string SessionId { get; init; } = $"sid-{Subject}";

    /// <summary><c>roles</c>; the claim is missing where it is empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary><c>amr</c>: how they proved who they are (RFC 8176).</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["pwd"];
}
