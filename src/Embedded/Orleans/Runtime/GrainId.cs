namespace Orleans.Runtime;

/// <summary>A grain's identity: the name of its class and its key.</summary>
[GenerateSerializer, Immutable]
public readonly struct GrainId : IEquatable<GrainId>
{
    private GrainId(string type, string key)
    {
        Type = type;
        Key = key;
    }

    /// <summary>The class's name, for example "session".</summary>
    public string Type { get; }

    /// <summary>The key, as it was given.</summary>
    public string Key { get; }

    /// <summary>True for the value that names no grain.</summary>
    public bool IsDefault => Type is null;

    /// <summary>The grain of this class and key.</summary>
    public static GrainId Create(string type, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new GrainId(type, key);
    }

    /// <inheritdoc/>
    public bool Equals(GrainId other) => Key == other.Key && Type == other.Type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Key);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";

    /// <summary>Same class and key.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Another class or key.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
