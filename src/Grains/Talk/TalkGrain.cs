using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Talk;
using PsyCare.Domain.Talk;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Talk;

/// <summary>A session's talk track: a few hundred turns of an hour.</summary>
public sealed class TalkGrain([PersistentState("talk", StreamNames.Storage)] IPersistentState<TalkState> talk) : Grain, ITalkGrain
{
    /// <inheritdoc/>
    public async Task AppendAsync(string patientId, TalkTrack piece)
    {
        (talk.State.PatientId, talk.State.SessionId) = (patientId, this.GetPrimaryKeyString());
        talk.State.Track = talk.State.Track.Append(piece);
        await talk.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<TalkTrack> GetAsync() => Task.FromResult(talk.State.Track);
}

/// <summary>What is stored of who spoke when.</summary>
public sealed class TalkState : ISessionOwned
{
    /// <summary>Whose session it is.</summary>
    public string PatientId { get; set; } = "";

    /// <inheritdoc/>
    public string SessionId { get; set; } = "";

    /// <summary>The track so far.</summary>
    public TalkTrack Track { get; set; } = TalkTrack.Empty;
}
