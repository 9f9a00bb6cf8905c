using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Puts the packets of one VP8 stream (RFC 7741) in order and gives out complete, decodable frames. Waits a bounded time for what is
/// missing, then goes on behind it and says whether a keyframe is needed. Call <see cref="Push"/> for each packet, then
/// <see cref="TryTake"/> until it returns false.
/// </summary>
public sealed class Vp8FrameAssembler : IDisposable
{
    /// <summary>How many packets may lie between the oldest one missing and the newest: several large keyframes.</summary>
    public const int Window = 512;

    private const int MinFrameBuffer = 16 * 1024;

    private readonly TimeSpan _patience;
    private readonly ReorderBuffer _packets = new(Window);
    private readonly Vp8DependencyTracker _dependencies = new();
    private byte[] _frame = [];
    private long _expected = -1;
    private bool _withheld;

    /// <summary>An assembler for one source after another.</summary>
    /// <param name="patience">How long to wait for a missing packet; 500 ms leave time for several retransmissions on a slow network.</param>
    public Vp8FrameAssembler(TimeSpan? patience = null) => _patience = patience ?? TimeSpan.FromMilliseconds(500);

    /// <summary>True if frames are being withheld until a keyframe comes: ask the source for one.</summary>
    public bool NeedsKeyframe => _withheld && _dependencies.NeedsKeyframe;

    /// <summary>Frames lost, or withheld because what they depend on is lost.</summary>
    public long DroppedFrames { get; private set; }

    /// <summary>Takes a packet, in any order, duplicates included.</summary>
    /// <param name="packet">The decrypted packet.</param>
    /// <param name="now">When it came.</param>
    public void Push(in RtpPacket packet, TimeSpan now)
    {
        if (_packets.Insert(packet, now))
        {
            _dependencies.Reset();
            _withheld = false;
            _expected = _packets.Next;
        }
    }

    /// <summary>Gives out the next frame in decoding order.</summary>
    /// <param name="now">The time, which decides whether a missing packet is still waited for.</param>
    /// <param name="frame">The frame; its data are valid until the next call of anything here.</param>
    public bool TryTake(TimeSpan now, out Vp8Frame frame)
    {
        frame = default;
        while (_packets.Ssrc is not null)
        {
            NoticeOverflow();
            if (!TryFindEnd(out var end, out var missing))
            {
                if (_packets.GapSince(missing) is not { } since || now - since < _patience)
                {
                    return false;
                }

                SkipGap(missing);
            }
            else if (TryBuild(end, out frame))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packets.Dispose();
        ReturnFrame();
        _frame = [];
    }

    private void ReturnFrame()
    {
        if (_frame.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_frame);
        }
    }

    /// <summary>The window moves on by itself when it is full; what it pushed out is lost.</summary>
    private void NoticeOverflow()
    {
        if (_packets.Next != _expected)
        {
            Lose();
            SkipToFrameStart();
        }
    }

    /// <summary>Finds the last packet of the frame that begins at the next packet, or the packet that is missing.</summary>
    private bool TryFindEnd(out long end, out long missing)
    {
        (end, missing) = (_packets.Next, 0);
        long? timestamp = null;
        for (; _packets.TryGet(end, out var slot); end++)
        {
            timestamp ??= slot.Timestamp;
            if (slot.Timestamp != timestamp)
            {
                end--;
                return true;
            }

            if (slot.Marker)
            {
                return true;
            }
        }

        missing = end;
        return false;
    }

    private void SkipGap(long missing)
    {
        Lose();
        _packets.SkipTo(missing + 1);
        SkipToFrameStart();
    }

    /// <summary>Goes on at the next packet in hand that starts a frame, or behind everything in hand.</summary>
    private void SkipToFrameStart()
    {
        for (var sequence = _packets.Next; sequence <= _packets.Highest; sequence++)
        {
            if (_packets.TryGet(sequence, out var slot) && Vp8Descriptor.TryParse(slot.Payload, out var descriptor) && descriptor.StartsFrame)
            {
                Advance(sequence);
                return;
            }
        }

        Advance(_packets.Highest + 1);
    }

    private bool TryBuild(long end, out Vp8Frame frame)
    {
        frame = default;
        var (length, whole) = (0, true);
        Vp8Descriptor first = default;
        ReorderBuffer.Slot last = default;
        for (var sequence = _packets.Next; sequence <= end; sequence++)
        {
            _packets.TryGet(sequence, out last);
            if (last.Length == 0)
            {
                // Padding alone: a sender probes the network with it.
                continue;
            }

            whole &= Vp8Descriptor.TryParse(last.Payload, out var descriptor) && descriptor.StartsFrame == (length == 0);
            first = length == 0 ? descriptor : first;
            length = Append(last.Payload[descriptor.Length..], length);
        }

        // The last packet of a frame has the marker bit (RFC 7741 section 4.1): one that a switch of layers has cut off has not.
        whole &= last.Marker || last.Length == 0;
        Advance(end + 1);
        return length > 0 && TryAccept(first, last, length, whole, out frame);
    }

    private bool TryAccept(scoped in Vp8Descriptor first, scoped in ReorderBuffer.Slot last, int length, bool whole, out Vp8Frame frame)
    {
        frame = default;
        var isKeyframe = (_frame[0] & 1) == 0;
        if (!whole)
        {
            Lose();
            return false;
        }

        _withheld = !_dependencies.Accept(first, isKeyframe);
        if (_withheld)
        {
            DroppedFrames++;
            return false;
        }

        frame = new Vp8Frame
        {
            Data = _frame.AsSpan(0, length),
            Ssrc = _packets.Ssrc!.Value,
            Timestamp = last.Timestamp,
            TemporalId = first.TemporalId ?? 0,
            IsKeyframe = isKeyframe,
            ArrivedAt = last.ArrivedAt,
        };
        return true;
    }

    private int Append(ReadOnlySpan<byte> data, int length)
    {
        if (length + data.Length > _frame.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(MinFrameBuffer, (length + data.Length) * 2));
            _frame.AsSpan(0, length).CopyTo(larger);
            ReturnFrame();
            _frame = larger;
        }

        data.CopyTo(_frame.AsSpan(length));
        return length + data.Length;
    }

    private void Advance(long sequence)
    {
        _packets.SkipTo(sequence);
        _expected = sequence;
    }

    private void Lose()
    {
        _dependencies.OnLoss();
        DroppedFrames++;
    }
}
