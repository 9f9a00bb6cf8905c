using System.Buffers;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Layers;

/// <summary>
/// The last packets of a layer that is waited for. When its keyframe's first packet comes late (the network has swapped it, or it was lost
/// and sent again), what follows has been here before it. Memory is taken while something is held only.
/// </summary>
internal sealed class HeldPackets : IDisposable
{
    private const int Capacity = 64;
    private const int MaxPacket = RtcPeer.MaxDatagramLength;

    private readonly Entry[] _entries = new Entry[Capacity];
    private byte[]? _bytes;
    private int _next;
    private (IncomingSource Source, uint Ssrc, ushort After)? _released;

    /// <summary>Keeps a copy; the oldest one goes. Not of what is being given out: a sender that numbers in circles would never see the end of it.</summary>
    internal void Hold(IncomingSource source, in RtpPacket packet)
    {
        if (_released is not null)
        {
            return;
        }

        _bytes ??= ArrayPool<byte>.Shared.Rent(Capacity * MaxPacket);
        packet.Bytes.CopyTo(_bytes.AsSpan(_next * MaxPacket, MaxPacket));
        _entries[_next] = new Entry(source, packet.Ssrc, packet.SequenceNumber, packet.Bytes.Length);
        _next = (_next + 1) % Capacity;
    }

    /// <summary>From now on <see cref="TryTake"/> gives out what was held of a source behind this packet of it.</summary>
    internal void Release(IncomingSource source, in RtpPacket packet) => _released = (source, packet.Ssrc, packet.SequenceNumber);

    /// <summary>Gives out the next packet in order, each once. When there is none any more everything is forgotten.</summary>
    internal bool TryTake(out RtpPacket packet)
    {
        packet = default;
        if (_released is not { } released)
        {
            return false;
        }

        var (found, least) = (-1, int.MaxValue);
        for (var i = 0; i < Capacity && _bytes is not null; i++)
        {
            var ahead = (short)(_entries[i].SequenceNumber - released.After);
            if (_entries[i].Source == released.Source && _entries[i].Ssrc == released.Ssrc && ahead > 0 && ahead < least)
            {
                (found, least) = (i, ahead);
            }
        }

        if (found < 0 || !RtpPacket.TryParse(_bytes.AsSpan(found * MaxPacket, _entries[found].Length), out packet))
        {
            Dispose();
            return false;
        }

        _released = released with { After = _entries[found].SequenceNumber };
        _entries[found] = default;
        return true;
    }

    /// <summary>Forgets everything; usable again afterwards.</summary>
    public void Dispose()
    {
        _released = null;
        if (_bytes is { } bytes)
        {
            _bytes = null;
            Array.Clear(_entries);
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private readonly record struct Entry(IncomingSource? Source, uint Ssrc, ushort SequenceNumber, int Length);
}
