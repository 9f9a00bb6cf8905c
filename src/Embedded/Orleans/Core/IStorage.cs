namespace Orleans.Core;

/// <summary>A piece of a grain's memory that can be stored.</summary>
public interface IStorage
{
    /// <summary>The version that was last read or written; null when there is no record.</summary>
    string? Etag { get; }

    /// <summary>Whether a record is stored.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record and resets the memory to a new state.</summary>
    Task ClearStateAsync();

    /// <summary>Stores the memory.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else wrote since it was read; the activation ends.</exception>
    Task WriteStateAsync();

    /// <summary>Replaces the memory by the record.</summary>
    Task ReadStateAsync();
}

/// <summary>A piece of a grain's memory that can be stored.</summary>
/// <typeparam name="TState">What it holds.</typeparam>
public interface IStorage<TState> : IStorage
{
    /// <summary>The memory itself; a new <typeparamref name="TState"/> when nothing is stored.</summary>
    TState State { get; set; }
}
