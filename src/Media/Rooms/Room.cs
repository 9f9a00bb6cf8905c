using PsyCare.Domain.Media;

namespace PsyCare.Media.Rooms;

/// <summary>One session's call: its policy, its clock, and at most one peer connection of each participant.</summary>
internal sealed class Room(string sessionId) : RoomState(sessionId)
{
    private readonly Dictionary<ParticipantRole, Participant> _participants = [];

    internal IReadOnlyCollection<Participant> Participants => _participants.Values;

    internal Participant? Find(ParticipantRole who) => _participants.GetValueOrDefault(who);

    internal Participant? Other(Participant participant) => Other(participant.Who);

    internal Participant? Other(ParticipantRole who) => Find(
        who == ParticipantRole.Patient ? ParticipantRole.Clinician : ParticipantRole.Patient);

    internal void Add(Participant participant) => _participants[participant.Who] = participant;

    internal void Remove(Participant participant)
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
