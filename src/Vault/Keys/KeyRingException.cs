namespace PsyCare.Vault.Keys;

/// <summary>The key ring cannot be used; the message says why and what to do. The process must not start.</summary>
public sealed class KeyRingException : Exception
{
    /// <summary>An unspecified problem with the key ring.</summary>
    public KeyRingException()
        : this("The key ring cannot be used.")
    {
    }

    /// <summary>A problem with the key ring, described.</summary>
    public KeyRingException(string message)
        : base(message)
    {
    }

    /// <summary>Whether whoever keeps the key that protects the ring refuses it to this process; false where it cannot be reached, too.</summary>
    public bool IsRefused { get; init; }

    /// <summary>A problem with the key ring, described, with its cause.</summary>
    public KeyRingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
