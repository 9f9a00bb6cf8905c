namespace Orleans.Runtime;

/// <summary>The base of what the host itself throws.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <summary>An unspecified error.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>An error in words.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>An error caused by another.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The host's configuration cannot work: thrown when it starts.</summary>
[GenerateSerializer]
public sealed class OrleansConfigurationException(string message) : Exception(message);

/// <summary>A call was turned away before its grain saw it.</summary>
[GenerateSerializer]
public class OrleansMessageRejectionException(string message) : OrleansException(message);

/// <summary>The host is not running, or no longer.</summary>
[GenerateSerializer]
public sealed class SiloUnavailableException(string message) : OrleansMessageRejectionException(message);
