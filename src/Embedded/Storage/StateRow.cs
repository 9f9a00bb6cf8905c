namespace PsyCare.Embedded.Storage;

/// <summary>Where a state is stored.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="GrainType">The grain class's name.</param>
/// <param name="GrainKey">The grain's key, as given.</param>
/// <param name="StateName">The state's name within the grain.</param>
internal readonly record struct StateKey(string Storage, string GrainType, string GrainKey, string StateName)
{
    /// <summary>The key as one text, for binding. Only the last part may hold line breaks, so no two keys give the same text.</summary>
    public string Context => (Storage + GrainType + StateName).Contains('\n', StringComparison.Ordinal)
        ? throw new ArgumentException("Names of storages, grain classes and states have no line breaks.")
        : $"{Storage}\n{GrainType}\n{StateName}\n{GrainKey}";
}

/// <summary>A stored state.</summary>
/// <param name="Etag">Its version; a new random text with every write.</param>
/// <param name="Payload">The state, sealed if there is a protector.</param>
internal sealed record StateRow(string Etag, byte[] Payload);

/// <summary>Rows of state, wherever they are kept.</summary>
internal interface IStateTable
{
    Task<StateRow?> ReadAsync(StateKey key);

    /// <summary>Writes the row if the stored etag is <paramref name="expected"/> (null: no row is stored); a null row deletes.</summary>
    /// <returns>False when the stored etag is another.</returns>
    Task<bool> TryWriteAsync(StateKey key, string? expected, StateRow? row);
}
