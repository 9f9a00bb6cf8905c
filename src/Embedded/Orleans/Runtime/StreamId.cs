namespace Orleans.Runtime;

/// <summary>A stream's identity: a namespace, which says what kind it is, and a key.</summary>
[GenerateSerializer, Immutable]
public readonly struct StreamId : IEquatable<StreamId>
{
    [Id(0)]
    private readonly string? _namespace;
    [Id(1)]
    private readonly string _key;

    private StreamId(string? ns, string key)
    {
        _namespace = ns;
        _key = key;
    }

    /// <summary>The stream of this namespace and key.</summary>
    public static StreamId Create(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new StreamId(ns, key);
    }

    /// <summary>The key.</summary>
    public string GetKeyAsString() => _key;

    /// <summary>The namespace, if there is one.</summary>
    public string? GetNamespace() => _namespace;

    /// <inheritdoc/>
    public bool Equals(StreamId other) => _key == other._key && _namespace == other._namespace;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_namespace, _key);

    /// <inheritdoc/>
    public override string ToString() => $"{_namespace}/{_key}";

    /// <summary>Same namespace and key.</summary>
    public static bool operator ==(StreamId left, StreamId right) => left.Equals(right);

    /// <summary>Another namespace or key.</summary>
    public static bool operator !=(StreamId left, StreamId right) => !left.Equals(right);
}
