using PsyCare.Domain.Media;

namespace PsyCare.Media.Rooms;

/// <summary>One session's call: its policy, its clock, and at most one peer connection of each participant.</summary>
internal sealed class Room(string sessionId)
{
    private readonly Dictionary<ParticipantRole, Participant> _participants = [];

    internal string SessionId { get; } = sessionId;

    internal MediaPolicy Policy { get; private set; } = MediaPolicy.Closed;

    /// <summary>Null before the session is live: nothing can be recorded or analysed then.</summary>
    internal SessionClock? Clock { get; private set; }

    internal bool IsRecording => Policy.Record && Clock is not null;

    internal bool IsAnalysing => Policy.Analyse && Clock is not null;

    internal IReadOnlyCollection<Participant> Participants => _participants.Values;

    internal Participant? Find(ParticipantRole who) => _participants.GetValueOrDefault(who);

    internal Participant? Other(Participant participant) => Find(
        participant.Who == ParticipantRole.Patient ? ParticipantRole.Clinician : ParticipantRole.Patient);

    internal void Add(Participant participant) => _participants[participant.Who] = participant;

    internal void Remove(Participant participant)
    {
        if (Find(participant.Who) == participant)
            _participants.Remove(participant.Who);
    }

    internal void Apply(MediaPolicy policy, DateTimeOffset wallNow, TimeSpan now)
    {
        Policy = policy;
        if (policy.LiveSince != Clock?.LiveSince)
            Clock = policy.LiveSince is { } since ? new SessionClock(since, wallNow, now) : null;
        foreach (var participant in _participants.Values)
            participant.ApplyPolicy(now);
    }
}
