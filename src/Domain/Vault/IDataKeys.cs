namespace PsyCare.Domain.Vault;

/// <summary>Makes data keys (DEK) that leave the vault only wrapped by the practice's key (KEK).</summary>
public interface IDataKeys
{
    /// <summary>A new random 256-bit data key, wrapped and bound to <paramref name="context"/>.</summary>
    /// <param name="context">What the key is for, e.g. <c>recording/{sessionId}</c>; unwrapping with another context fails.</param>
    byte[] CreateWrapped(string context);
}
