using PsyCare.Domain.Vault;

namespace PsyCare.Vault.Keys;

/// <summary>
/// Seals grain state for a store that is not ours to guard: a patient's (<see cref="IPatientOwned"/>) with their data key or their
/// session's (<see cref="ISessionOwned"/>), everything else with the practice's. The box: <c>version u8 = 2 | u8 + key id | nonce(12) | ciphertext | tag(16)</c>, see <see cref="KeyedBox"/>.
/// </summary>
/// <param name="ring">Opens boxes of version 1, which earlier releases sealed with a key derived from the practice's.</param>
/// <param name="keys">The data keys.</param>
public sealed class StateSealer(KeyRing ring, DataKeys keys)
{
    internal const string Version1Purpose = "psycare/state/v1";

    /// <summary>Seals a state; it opens only with the same <paramref name="context"/>.</summary>
    /// <param name="context">Where the state lives, e.g. grain type, key and state name: state moved elsewhere does not open.</param>
    /// <param name="state">The state, which tells whose it is.</param>
    /// <param name="plaintext">The same state as bytes.</param>
    /// <exception cref="KeyDestroyedException">The patient was erased: nothing of theirs may be stored.</exception>
    public byte[] Seal(string context, object? state, ReadOnlySpan<byte> plaintext)
    {
        var keyId = KeyIdOf(state);
        if (state is IPatientOwned { PatientId: { Length: > 0 } patientId })
        {
            // Durable before anything is sealed with it.
            keys.Ensure(keyId, patientId);
        }

        using var key = keys.Get(keyId);
        return KeyedBox.Seal(keyId, key, context, plaintext);
    }

    /// <summary>Opens what <see cref="Seal"/> sealed.</summary>
    /// <returns>Null where the key was destroyed: the state was erased.</returns>
    /// <exception cref="SealBrokenException">Altered, moved from another context, or sealed with an unknown key.</exception>
    public byte[]? Open(string context, ReadOnlySpan<byte> box)
    {
        if (KeyedBox.KeyIdOf(box) is not { } keyId)
        {
            return ring.Open(Version1Purpose, context, box);
        }

        try
        {
            using var key = keys.Get(keyId);
            return KeyedBox.Open(key, context, box) ?? throw new SealBrokenException();
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    private static string KeyIdOf(object? state) => state switch
    {
        ISessionOwned { PatientId.Length: > 0, SessionId: { Length: > 0 } sessionId } => DataKeyId.Session(sessionId),
        IPatientOwned { PatientId: { Length: > 0 } patientId } => DataKeyId.Patient(patientId),
        _ => DataKeyId.Practice,
    };
}
