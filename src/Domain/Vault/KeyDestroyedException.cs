namespace PsyCare.Domain.Vault;

/// <summary>A data key was destroyed: what it sealed is gone for good, and nothing new may be sealed with it.</summary>
public sealed class KeyDestroyedException : Exception
{
    /// <summary>A destroyed key.</summary>
    public KeyDestroyedException()
        : base("This key was destroyed; what it sealed was erased.")
    {
    }

    /// <summary>A destroyed key, described.</summary>
    public KeyDestroyedException(string message)
        : base(message)
    {
    }

    /// <summary>A destroyed key, described, with its cause.</summary>
    public KeyDestroyedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
