using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Talk;

namespace PsyCare.Contracts.Talk;

/// <summary>Who spoke when in a session. Key: session id. Kept only while the patient agrees to analysis.</summary>
public interface ITalkGrain : IGrainWithStringKey
{
    /// <summary>Appends what was heard. Repeating it changes nothing.</summary>
    Task AppendAsync(string patientId, TalkTrack piece);

    /// <summary>The track so far; empty where nothing was heard.</summary>
    [ReadOnly]
    Task<TalkTrack> GetAsync();
}
