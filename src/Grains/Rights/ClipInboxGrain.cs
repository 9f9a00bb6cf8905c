using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Rights;

namespace PsyCare.Grains.Rights;

/// <summary>A supervisor's references to clips.</summary>
public sealed class ClipInboxGrain : Grain, IClipInboxGrain
{
    private const int MaxClips = 2_000;
    private readonly IPersistentState<ClipInboxState> _inbox;

    /// <summary>Made by the host.</summary>
    public ClipInboxGrain([PersistentState("clip-inbox", StreamNames.Storage)] IPersistentState<ClipInboxState> inbox) => _inbox = inbox;

    /// <inheritdoc/>
    public async Task AddAsync(ClipReference clip)
    {
        if (_inbox.State.Clips.Contains(clip))
            return;
        _inbox.State.Clips = [clip, .. _inbox.State.Clips.Take(MaxClips - 1)];
        await _inbox.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ClipReference>> GetAsync() => Task.FromResult<IReadOnlyList<ClipReference>>([.. _inbox.State.Clips]);
}

/// <summary>What is stored of it.</summary>
public sealed class ClipInboxState
{
    /// <summary>Newest first.</summary>
    public List<ClipReference> Clips { get; set; } = [];
}
