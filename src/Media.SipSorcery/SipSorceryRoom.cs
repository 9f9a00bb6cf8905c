using PsyCare.Domain.Media;
using PsyCare.Media.Rooms;

namespace PsyCare.Media.SipSorcery;

/// <summary>One session's call, with at most one peer connection of each participant.</summary>
internal sealed class SipSorceryRoom(string sessionId) : RoomState(sessionId)
{
    private readonly Dictionary<ParticipantRole, SipSorceryParticipant> _participants = [];

    internal IReadOnlyCollection<SipSorceryParticipant> Participants => _participants.Values;

    internal SipSorceryParticipant? Find(ParticipantRole who) => _participants.GetValueOrDefault(who);

    internal SipSorceryParticipant? Other(SipSorceryParticipant participant) => Find(
        participant.Who == ParticipantRole.Patient ? ParticipantRole.Clinician : ParticipantRole.Patient);

    internal void Add(SipSorceryParticipant participant) => _participants[participant.Who] = participant;

    internal void Remove(SipSorceryParticipant participant)
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
