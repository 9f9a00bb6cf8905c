namespace PsyCare.Vision;

/// <summary>A native library or a model file that reading faces needs is missing or unfit; the message says which and what to do.</summary>
public sealed class VisionUnavailableException : Exception
{
    /// <summary>Without a message.</summary>
    public VisionUnavailableException()
    {
    }

    /// <summary>With the message to show.</summary>
    public VisionUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the message to show and what led to it.</summary>
    public VisionUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
