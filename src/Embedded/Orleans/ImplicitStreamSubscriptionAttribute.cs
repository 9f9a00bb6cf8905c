namespace Orleans;

/// <summary>Each stream of a namespace wakes the grain of this class that has the stream's key.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    /// <summary>Subscribes to the streams of one namespace.</summary>
    public ImplicitStreamSubscriptionAttribute(string streamNamespace)
    {
        ArgumentNullException.ThrowIfNull(streamNamespace);
        StreamNamespace = streamNamespace.Trim();
    }

    internal string StreamNamespace { get; }
}
