using PsyCare.Domain.Media;
using PsyCare.Rtc;

namespace PsyCare.Media.Rooms;

/// <summary>What a participant needs of the server that carries it.</summary>
internal interface IMediaHost
{
    /// <summary>The time of the datagram or timer being handled.</summary>
    TimeSpan Now { get; }

    /// <summary>Makes the recorder and tap side of a new participant.</summary>
    Capture CreateCapture(RoomState room, ParticipantRole who);

    /// <summary>Makes the loudness meter of a new participant.</summary>
    LevelMeter CreateLevelMeter(RoomState room, ParticipantRole who);

    /// <summary>Sends a datagram.</summary>
    void Send(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority);

    /// <summary>Tells the listeners about a connection.</summary>
    void Raise(Participant participant, ConnectionState state);

    /// <summary>The connection is over: forget it once the current datagram is done.</summary>
    void Retire(Participant participant);
}
