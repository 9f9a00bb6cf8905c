namespace PsyCare.Rtc.Rtp;

/// <summary>One Opus packet, which is one frame in RTP (RFC 7587).</summary>
public readonly ref struct OpusFrame
{
    /// <summary>The Opus packet; valid until the reorderer is used again.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The source; its timestamps share one clock.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>RTP timestamp that does not wrap, 48 kHz.</summary>
    public required long Timestamp { get; init; }

    /// <summary>When it came.</summary>
    public required TimeSpan ArrivedAt { get; init; }
}

/// <summary>
/// Puts the packets of one Opus stream in order; a missing one is waited for a bounded time, then left out. Call <see cref="Push"/> for each
/// packet, then <see cref="TryTake"/> until it returns false.
/// </summary>
public sealed class OpusReorderer : IDisposable
{
    /// <summary>How many packets may lie between the oldest one missing and the newest: about a second.</summary>
    public const int Window = 64;

    private readonly TimeSpan _patience;
    private readonly ReorderBuffer _packets = new(Window);
    private long _taken = -1;

    /// <summary>A reorderer for one source after another.</summary>
    /// <param name="patience">How long to wait for a missing packet; 500 ms leave time for several retransmissions on a slow network.</param>
    public OpusReorderer(TimeSpan? patience = null) => _patience = patience ?? TimeSpan.FromMilliseconds(500);

    /// <summary>Takes a packet, in any order, duplicates included.</summary>
    /// <param name="packet">The decrypted packet.</param>
    /// <param name="now">When it came.</param>
    public void Push(in RtpPacket packet, TimeSpan now)
    {
        if (_packets.Insert(packet, now))
        {
            _taken = -1;
        }
    }

    /// <summary>Gives out the next frame.</summary>
    /// <param name="now">The time, which decides whether a missing packet is still waited for.</param>
    /// <param name="frame">The frame; its data are valid until the next call of anything here.</param>
    public bool TryTake(TimeSpan now, out OpusFrame frame)
    {
        frame = default;
        ReleaseTaken();
        while (_packets.Ssrc is { } ssrc && _packets.Next <= _packets.Highest)
        {
            var next = _packets.Next;
            if (_packets.TryGet(next, out var slot))
            {
                // Released by the next call: until then the caller reads from its buffer.
                _taken = next;
                frame = new OpusFrame { Data = slot.Payload, Ssrc = ssrc, Timestamp = slot.Timestamp, ArrivedAt = slot.ArrivedAt };
                if (slot.Length > 0)
                {
                    return true;
                }

                ReleaseTaken();
            }
            else if (now - _packets.GapSince(next) >= _patience)
            {
                _packets.SkipTo(next + 1);
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _packets.Dispose();

    private void ReleaseTaken()
    {
        if (_taken >= 0)
        {
            _packets.SkipTo(_taken + 1);
            _taken = -1;
        }
    }
}
