using System.Text;

namespace PsyCare.Vault.Sealing;

/// <summary>What a sealed file holds.</summary>
internal enum SealedKind : byte
{
    /// <summary>WebM clusters of one segment.</summary>
    Media = 1,

    /// <summary>Blocks of affect samples.</summary>
    Affect = 2,

    /// <summary>Entries of the audit log.</summary>
    Audit = 3,
}

/// <summary>
/// What a file claims to be. Reader and writer both know it beforehand, so it fixes the header's length, and a file swapped with another
/// does not open.
/// </summary>
/// <param name="Kind">What the chunks hold.</param>
/// <param name="Context">The context of the data key, e.g. <c>recording/{sessionId}</c>.</param>
/// <param name="Id">The file's id within that context.</param>
/// <param name="MetadataLength">Length of the sealed metadata in the header, bytes.</param>
internal sealed record FileIdentity(SealedKind Kind, string Context, string Id, int MetadataLength)
{
    public byte[] ContextBytes => Encoding.UTF8.GetBytes(Context);

    public byte[] IdBytes => Encoding.UTF8.GetBytes(Id);
}
