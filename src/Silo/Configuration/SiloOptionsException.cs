namespace PsyCare.Silo.Configuration;

/// <summary>An option cannot be used; the message says which, why, and what would work. The process must not start.</summary>
public sealed class SiloOptionsException : Exception
{
    /// <summary>An unspecified problem.</summary>
    public SiloOptionsException()
        : this("An option cannot be used.")
    {
    }

    /// <summary>A problem, described.</summary>
    public SiloOptionsException(string message)
        : base(message)
    {
    }

    /// <summary>A problem, described, with its cause.</summary>
    public SiloOptionsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
