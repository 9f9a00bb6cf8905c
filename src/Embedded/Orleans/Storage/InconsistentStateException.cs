using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A record changed between being read and being written. The activation that sees it ends, and the next one reads anew.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>A conflict in words.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>A conflict between two versions.</summary>
    /// <param name="errorMsg">What happened.</param>
    /// <param name="storedEtag">The record's version, if known.</param>
    /// <param name="currentEtag">The version that the writer held.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The record's version, if known.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the writer held.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }
}
