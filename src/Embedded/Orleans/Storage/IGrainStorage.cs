using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Where grain state is stored.</summary>
public interface IGrainStorage
{
    /// <summary>Fills <paramref name="grainState"/> from the record, or marks that there is none.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Stores the state if its etag is still the record's, and sets the new etag.</summary>
    /// <exception cref="InconsistentStateException">The etag is not the record's.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes the record if its etag is still the record's.</summary>
    /// <exception cref="InconsistentStateException">The etag is not the record's.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
