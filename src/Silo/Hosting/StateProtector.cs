using System.Security.Cryptography;
using PsyCare.Embedded.Storage;
using PsyCare.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Hosting;

/// <summary>Seals grain state with the patient's or the practice's data key before it reaches the database.</summary>
internal sealed class StateProtector(StateSealer sealer) : IGrainStateProtector
{
    public byte[] Protect(string context, object? state, ReadOnlySpan<byte> plaintext) => sealer.Seal(context, state, plaintext);

    public byte[]? Unprotect(string context, ReadOnlySpan<byte> sealedState)
    {
        try
        {
            return sealer.Open(context, sealedState);
        }
        catch (SealBrokenException e)
        {
            throw new CryptographicException(e.Message, e);
        }
    }
}
