using System.Text.Json.Serialization;

namespace PsyCare.Domain.Practices;

/// <summary>A key pair on a member's device (WebAuthn): the device signs with it once it has checked whose hand it is in.</summary>
/// <param name="Id">Opaque; ours.</param>
/// <param name="CredentialId">The authenticator's own name for it.</param>
/// <param name="PublicKey">COSE, as the authenticator gave it.</param>
/// <param name="SignCount">The authenticator's counter when it was last used; 0 where it does not count.</param>
/// <param name="BackupEligible">Whether it may be copied between the member's devices.</param>
/// <param name="BackedUp">Whether it is.</param>
/// <param name="Name">What the member calls it.</param>
/// <param name="AddedAt">When.</param>
/// <param name="LastUsedAt">Null before the first sign-in.</param>
public sealed record Passkey(
    string Id, byte[] CredentialId, byte[] PublicKey, uint SignCount, bool BackupEligible, bool BackedUp, string Name, DateTimeOffset AddedAt,
    DateTimeOffset? LastUsedAt = null);

/// <summary>A member's passkeys.</summary>
public sealed class Passkeys
{
    /// <summary>More than anybody has devices.</summary>
    public const int Max = 10;

    /// <summary>Longest name, characters.</summary>
    public const int MaxNameLength = 60;

    /// <summary>In the order of adding.</summary>
    [JsonInclude]
    public IReadOnlyList<Passkey> All { get; private set; } = [];

    /// <summary>Takes one in; refuses a name that is none, one that is there, and more than <see cref="Max"/>.</summary>
    public Refusal? Add(Passkey passkey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        if (!IsName(passkey.Name) || All.Count >= Max)
            return Refusal.Invalid;
        if (Find(passkey.CredentialId) is not null)
            return Refusal.AlreadyExists;
        All = [.. All, passkey with { Name = passkey.Name.Trim() }];
        return null;
    }

    /// <summary>Gives one another name.</summary>
    public Refusal? Rename(string id, string name)
    {
        if (!IsName(name))
            return Refusal.Invalid;
        if (All.All(p => p.Id != id))
            return Refusal.NotFound;
        All = [.. All.Select(p => p.Id == id ? p with { Name = name.Trim() } : p)];
        return null;
    }

    /// <summary>Takes one away; nothing happens where it is not there.</summary>
    public void Remove(string id) => All = [.. All.Where(p => p.Id != id)];

    /// <summary>The one with that credential; null where there is none.</summary>
    public Passkey? Find(byte[] credentialId) => All.FirstOrDefault(p => p.CredentialId.AsSpan().SequenceEqual(credentialId));

    /// <summary>Notes that one was used.</summary>
    /// <returns>False where it is gone, or where its counter did not grow: then somebody may have made a copy of it (WebAuthn, 6.1.1).</returns>
    public bool Use(byte[] credentialId, uint signCount, DateTimeOffset now)
    {
        if (Find(credentialId) is not { } used || (used.SignCount > 0 || signCount > 0) && signCount <= used.SignCount)
            return false;
        All = [.. All.Select(p => p == used ? p with { SignCount = signCount, LastUsedAt = now } : p)];
        return true;
    }

    private static bool IsName(string name) => name is { Length: <= MaxNameLength } && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);
}
