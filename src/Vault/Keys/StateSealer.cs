namespace PsyCare.Vault.Keys;

/// <summary>
/// Seals grain state (notes, markers, names) for a store that is not ours to guard: AES-256-GCM under a key derived from the practice's
/// key and the context. Each seal takes a random 96-bit nonce, so one context may be sealed 2^32 times.
/// </summary>
public sealed class StateSealer(KeyRing keys)
{
    private const string Purpose = "psycare/state/v1";

    /// <summary>Bytes by which sealed state is longer than the plain one.</summary>
    public const int Overhead = PracticeKey.Overhead;

    /// <summary>Seals <paramref name="plaintext"/>; it opens only with the same <paramref name="context"/>.</summary>
    /// <param name="context">Where the state lives, e.g. grain type, key and state name: state moved elsewhere does not open.</param>
    /// <param name="plaintext">The state.</param>
    public byte[] Seal(string context, ReadOnlySpan<byte> plaintext) => keys.Seal(Purpose, context, plaintext);

    /// <summary>Opens what <see cref="Seal"/> sealed.</summary>
    /// <exception cref="SealBrokenException">Altered, moved from another context, or sealed with an unknown key.</exception>
    public byte[] Open(string context, ReadOnlySpan<byte> sealedState) => keys.Open(Purpose, context, sealedState);
}
