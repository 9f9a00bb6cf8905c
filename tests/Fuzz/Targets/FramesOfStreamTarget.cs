using PsyCare.Rtc;
using PsyCare.Rtc.Framing;

namespace PsyCare.Fuzz.Targets;

/// <summary>What a stranger sends on a TCP connection. The first byte says how the stream is cut, the rest is the stream.</summary>
internal static class FramesOfStreamTarget
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        var (reader, piece) = (new FrameReader(), 1 + (int)input[0]);
        var stream = input[1..];
        var (read, whole) = (0, Whole(stream));
        for (var at = 0; at < stream.Length; at += piece)
        {
            var part = stream[at..Math.Min(stream.Length, at + piece)];
            var room = reader.GetRoom().Span;
            Check.That(room.Length > RtcPeer.MaxDatagramLength, "there is room for a frame");
            part.CopyTo(room);
            reader.Advance(part.Length);
            while (reader.TryRead(out var datagram))
            {
                read += FrameReader.HeaderLength + datagram.Length;
                Check.That(datagram.SequenceEqual(stream[(read - datagram.Length)..read]), "a datagram is what was sent");
            }
        }

        Check.That(read == whole.Length, "all frames are read that are whole, and no more");
        Check.That(reader.IsBroken == whole.IsBroken, "a frame that is too long breaks the stream");
    }

    /// <summary>Bytes of the frames that are whole, and whether a too long one follows.</summary>
    private static (int Length, bool IsBroken) Whole(ReadOnlySpan<byte> stream)
    {
        var at = 0;
        while (stream.Length - at >= FrameReader.HeaderLength)
        {
            var length = (stream[at] << 8) + stream[at + 1];
            if (length > RtcPeer.MaxDatagramLength)
            {
                return (at, true);
            }

            if (stream.Length - at < FrameReader.HeaderLength + length)
            {
                break;
            }

            at += FrameReader.HeaderLength + length;
        }

        return (at, false);
    }
}
