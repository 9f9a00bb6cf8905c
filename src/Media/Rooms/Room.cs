using PsyCare.Domain.Media;

namespace PsyCare.Media.Rooms;

/// <summary>One session's call: its policy, its clock, and at most one peer connection of each participant.</summary>
internal sealed class Room<TParticipant>(string sessionId) : RoomState(sessionId)
    where TParticipant : class, IParticipant
{
    private readonly Dictionary<ParticipantRole, TParticipant> _participants = [];

    internal IReadOnlyCollection<TParticipant> Participants => _participants.Values;

    internal TParticipant? Find(ParticipantRole who) => _participants.GetValueOrDefault(who);

    internal TParticipant? Other(ParticipantRole who) => Find(
        who == ParticipantRole.Patient ? ParticipantRole.Clinician : ParticipantRole.Patient);

    internal void Add(TParticipant participant) => _participants[participant.Who] = participant;

    internal void Remove(TParticipant participant)
    {
        if (Find(participant.Who) == participant)
            _participants.Remove(participant.Who);
    }

    internal void Apply(MediaPolicy policy, DateTimeOffset wallNow, TimeSpan now)
    {
        Follow(policy, wallNow, now);
        foreach (var participant in _participants.Values)
            participant.ApplyPolicy(now);
    }
}
