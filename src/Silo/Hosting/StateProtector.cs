using PsyCare.Embedded.Storage;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Hosting;

/// <summary>Seals grain state with the practice's keys before it reaches the database.</summary>
internal sealed class StateProtector(StateSealer sealer) : IGrainStateProtector
{
    public byte[] Protect(string context, ReadOnlySpan<byte> plaintext) => sealer.Seal(context, plaintext);

    public byte[] Unprotect(string context, ReadOnlySpan<byte> sealedState) => sealer.Open(context, sealedState);
}
