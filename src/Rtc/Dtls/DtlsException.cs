namespace PsyCare.Rtc.Dtls;

/// <summary>The TLS library could not be set up; says nothing about the peer, whose faults end in <see cref="DtlsState.Failed"/>.</summary>
public sealed class DtlsException : Exception
{
    /// <summary>An error with the library's reason.</summary>
    /// <param name="message">The reason.</param>
    public DtlsException(string message) : base(message) { }
}
