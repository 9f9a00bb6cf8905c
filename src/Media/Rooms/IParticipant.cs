using PsyCare.Domain.Media;

namespace PsyCare.Media.Rooms;

/// <summary>What a <see cref="Room{TParticipant}"/> needs of a participant, whatever speaks WebRTC for it.</summary>
internal interface IParticipant
{
    /// <summary>Which of the two it is.</summary>
    ParticipantRole Who { get; }

    /// <summary>Follows the room's policy, which may have changed.</summary>
    void ApplyPolicy(TimeSpan now);
}
