namespace PsyCare.Vault;

/// <summary>
/// Something sealed does not open: it was altered, belongs elsewhere, or another key sealed it. Authenticated encryption cannot tell
/// these apart. The message never carries content.
/// </summary>
public sealed class SealBrokenException : IOException
{
    /// <summary>An unspecified broken seal.</summary>
    public SealBrokenException()
        : this("The seal does not open: altered, misplaced, or sealed with another key.")
    {
    }

    /// <summary>A broken seal, described.</summary>
    public SealBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>A broken seal, described, with what revealed it.</summary>
    public SealBrokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
