using PsyCare.Rtc;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Media.Rooms;

/// <summary>
/// Whole frames, in order, of each layer of one participant's picture that somebody wants. Several sizes of a picture come side by side
/// (simulcast); without simulcast there is one.
/// </summary>
internal sealed class LayerFrames : IDisposable
{
    private readonly List<(IncomingSource Stream, FrameAssembler Assembler)> _layers = [];

    internal delegate void FrameHandler(IncomingSource stream, in VideoFrame frame, TimeSpan now);

    /// <summary>The smallest picture that flows, which is what the analysis gets; null before any does.</summary>
    internal static IncomingSource? Lowest(IReadOnlyList<IncomingSource> streams) => Extreme(streams, -1);

    /// <summary>The largest picture that flows, which is what is recorded; null before any does.</summary>
    internal static IncomingSource? Best(IReadOnlyList<IncomingSource> streams) => Extreme(streams, 1);

    internal bool NeedsKeyframe(IncomingSource stream)
    {
        foreach (var layer in _layers)
        {
            if (layer.Stream == stream)
                return layer.Assembler.NeedsKeyframe;
        }

        return false;
    }

    internal void Push(IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        foreach (var layer in _layers)
        {
            if (layer.Stream != stream)
                continue;
            layer.Assembler.Push(packet, now);
            return;
        }

        var assembler = FrameAssembler.Create(stream.Codec);
        _layers.Add((stream, assembler));
        assembler.Push(packet, now);
    }

    /// <summary>Hands on the frames that are due, also those that waited for a packet in vain.</summary>
    internal void Take(TimeSpan now, FrameHandler handler)
    {
        foreach (var (stream, assembler) in _layers)
        {
            while (assembler.TryTake(now, out var frame))
                handler(stream, frame, now);
        }
    }

    /// <summary>Forgets everything; usable again afterwards.</summary>
    public void Dispose()
    {
        foreach (var (_, assembler) in _layers)
            assembler.Dispose();
        _layers.Clear();
    }

    private static IncomingSource? Extreme(IReadOnlyList<IncomingSource> streams, int sign)
    {
        IncomingSource? found = null;
        for (var i = 0; i < streams.Count; i++)
        {
            var stream = streams[i];
            if (stream.IsFlowing && (found is null || sign * stream.Pixels > sign * found.Pixels))
                found = stream;
        }

        return found;
    }
}
