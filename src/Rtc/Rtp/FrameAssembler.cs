using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Puts the packets of one stream of pictures in order and gives out complete, decodable frames. Waits a bounded time for what is
/// missing, then goes on behind it and says whether a keyframe is needed. Call <see cref="Push"/> for each packet, then
/// <see cref="TryTake"/> until it returns false.
/// </summary>
public abstract class FrameAssembler : IDisposable
{
    /// <summary>How many packets may lie between the oldest one missing and the newest: several large keyframes.</summary>
    public const int Window = 512;

    private const int MinFrameBuffer = 16 * 1024;

    private readonly TimeSpan _patience;
    private readonly ReorderBuffer _packets = new(Window);
    private byte[] _frame = [];
    private int _length;
    private long _expected = -1;
    private bool _withheld;

    private protected FrameAssembler(TimeSpan? patience) => _patience = patience ?? TimeSpan.FromMilliseconds(500);

    /// <summary>True if frames are being withheld until a keyframe comes: ask the source for one.</summary>
    public bool NeedsKeyframe => _withheld && LacksKeyframe;

    /// <summary>Frames lost, or withheld because what they depend on is lost.</summary>
    public long DroppedFrames { get; private set; }

    /// <summary>True until a keyframe comes.</summary>
    private protected abstract bool LacksKeyframe { get; }

    private protected abstract VideoCodec Codec { get; }

    /// <summary>What has been put together of the frame so far.</summary>
    private protected Span<byte> Assembled => _frame.AsSpan(0, _length);

    /// <summary>An assembler for one source after another.</summary>
    /// <param name="codec">How they encode.</param>
    /// <param name="patience">How long to wait for a missing packet; 500 ms leave time for several retransmissions on a slow network.</param>
    public static FrameAssembler Create(VideoCodec codec, TimeSpan? patience = null) =>
        codec == VideoCodec.H264 ? new H264FrameAssembler(patience) : new Vp8FrameAssembler(patience);

    /// <summary>Takes a packet, in any order, duplicates included.</summary>
    /// <param name="packet">The decrypted packet.</param>
    /// <param name="now">When it came.</param>
    public void Push(in RtpPacket packet, TimeSpan now)
    {
        if (_packets.Insert(packet, now))
        {
            OnRestart();
            _withheld = false;
            _expected = _packets.Next;
        }
    }

    /// <summary>Gives out the next frame in decoding order.</summary>
    /// <param name="now">The time, which decides whether a missing packet is still waited for.</param>
    /// <param name="frame">The frame; its data are valid until the next call of anything here.</param>
    public bool TryTake(TimeSpan now, out VideoFrame frame)
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
        (_frame, _length) = ([], 0);
        GC.SuppressFinalize(this);
    }

    /// <summary>True if a frame, or one that it is worth going on with after a loss, begins with this payload.</summary>
    private protected abstract bool StartsFrame(ReadOnlySpan<byte> payload);

    /// <summary>Adds the next payload of a frame to it.</summary>
    /// <returns>False if it does not go on with what came before.</returns>
    private protected abstract bool TryAdd(ReadOnlySpan<byte> payload);

    /// <summary>False if the frame breaks off with the last payload that was added.</summary>
    private protected abstract bool EndsWhole { get; }

    /// <summary>Whether the frame that is complete now can be decoded after those before it.</summary>
    private protected abstract bool IsDecodable(out bool isKeyframe, out int temporalId);

    /// <summary>Packets before the next frame are lost.</summary>
    private protected abstract void OnLoss();

    /// <summary>The source has started over.</summary>
    private protected abstract void OnRestart();

    private protected void Append(scoped ReadOnlySpan<byte> data)
    {
        if (_length + data.Length > _frame.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(MinFrameBuffer, (_length + data.Length) * 2));
            Assembled.CopyTo(larger);
            ReturnFrame();
            _frame = larger;
        }

        data.CopyTo(_frame.AsSpan(_length));
        _length += data.Length;
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
            if (_packets.TryGet(sequence, out var slot) && StartsFrame(slot.Payload))
            {
                Advance(sequence);
                return;
            }
        }

        _withheld = true;
        Advance(_packets.Highest + 1);
    }

    private bool TryBuild(long end, out VideoFrame frame)
    {
        frame = default;
        _length = 0;
        var whole = true;
        ReorderBuffer.Slot last = default;
        for (var sequence = _packets.Next; sequence <= end; sequence++)
        {
            _packets.TryGet(sequence, out last);
            // Padding alone has no payload: a sender probes the network with it.
            whole &= last.Length == 0 || TryAdd(last.Payload);
        }

        // The last packet of a frame has the marker bit (RFC 7741 section 4.1, RFC 6184 section 5.1): one that a switch of layers has cut off has not.
        whole &= (last.Marker || last.Length == 0) && EndsWhole;
        Advance(end + 1);
        return _length > 0 && TryAccept(last, whole, out frame);
    }

    private bool TryAccept(scoped in ReorderBuffer.Slot last, bool whole, out VideoFrame frame)
    {
        frame = default;
        if (!whole)
        {
            Lose();
            return false;
        }

        _withheld = !IsDecodable(out var isKeyframe, out var temporalId);
        if (_withheld)
        {
            DroppedFrames++;
            return false;
        }

        frame = new VideoFrame
        {
            Codec = Codec,
            Data = Assembled,
            Ssrc = _packets.Ssrc!.Value,
            Timestamp = last.Timestamp,
            TemporalId = temporalId,
            IsKeyframe = isKeyframe,
            ArrivedAt = last.ArrivedAt,
        };
        return true;
    }

    private void Advance(long sequence)
    {
        _packets.SkipTo(sequence);
        _expected = sequence;
    }

    private void Lose()
    {
        OnLoss();
        DroppedFrames++;
    }
}
