using PsyCare.Rtc.Rtp;
using PsyCare.Vision.Decoding;

namespace PsyCare.TestKit.Rtc;

/// <summary>A picture that a viewer has seen.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Timestamp">RTP time of its frame.</param>
/// <param name="Luma">Brightness of 16x12 points of it, by which it is recognised in any size.</param>
public sealed record SeenPicture(int Width, int Height, uint Timestamp, byte[] Luma);

/// <summary>
/// What a browser makes of the VP8 packets it receives: frames that are whole, in order, decoded by libvpx. A frame without its last packet
/// (marker bit) is not shown, nor is anything after it before a keyframe, unless the descriptor says that it is not missed (TL0PICIDX).
/// </summary>
public sealed class DecodedPictures : IDisposable
{
    private readonly Vp8Decoder _decoder = new();

    /// <summary>Every picture decoded so far.</summary>
    public List<SeenPicture> Pictures { get; } = [];

    /// <summary>Frames that the decoder refused.</summary>
    public int Corrupt { get; private set; }

    /// <summary>Decodes what was received; call it once.</summary>
    public void Decode(IEnumerable<ReceivedRtp> packets)
    {
        using var assembler = new Vp8FrameAssembler(TimeSpan.Zero);
        Span<byte> bytes = stackalloc byte[2000];
        foreach (var packet in packets.Where(p => p.Kind == PsyCare.Rtc.MediaKind.Video).OrderBy(p => Extend(p.SequenceNumber)))
        {
            RtpPacket.WriteHeader(bytes, packet.Marker, TestOffer.VideoPayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc);
            packet.Payload.CopyTo(bytes[RtpPacket.FixedHeaderLength..]);
            if (!RtpPacket.TryParse(bytes[..(RtpPacket.FixedHeaderLength + packet.Payload.Length)], out var parsed))
            {
                throw new InvalidOperationException("What was received is not RTP.");
            }

            assembler.Push(parsed, packet.At);
            while (assembler.TryTake(packet.At, out var frame))
            {
                Show(frame);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    private SequenceUnwrapper _unwrapper;

    private long Extend(ushort sequence) => _unwrapper.Unwrap(sequence);

    private void Show(in VideoFrame frame)
    {
        if (!_decoder.TryDecode(frame.Data) || !_decoder.TryGetPicture(out var picture))
        {
            Corrupt++;
            return;
        }

        Pictures.Add(new SeenPicture(picture.Width, picture.Height, unchecked((uint)frame.Timestamp), Sample(picture)));
    }

    /// <summary>Brightness of 16x12 points of a picture.</summary>
    internal static byte[] Sample(in I420View picture)
    {
        var luma = new byte[16 * 12];
        for (var i = 0; i < luma.Length; i++)
        {
            var (x, y) = ((((i % 16) * 2) + 1) * picture.Width / 32, (((i / 16) * 2) + 1) * picture.Height / 24);
            luma[i] = picture.Y[(y * picture.StrideY) + x];
        }

        return luma;
    }
}
