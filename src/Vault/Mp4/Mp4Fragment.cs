using PsyCare.Domain.Media;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Mp4;

/// <summary>
/// Makes a movie fragment (ISO/IEC 14496-12, 8.8) out of a cluster of ours. Its length follows from the cluster's alone, so that a file can be
/// laid out from the chunks' headers: a sample's entry takes a byte less than its block's header, and a <c>free</c> box takes up what is left.
/// </summary>
internal static class Mp4Fragment
{
    /// <summary>What a fragment is longer than the cluster that it is made of, bytes.</summary>
    public const int Overhead = BoxHeader + MovieFragmentHeader + (2 * TrackFragment) + BoxHeader + BoxHeader - ClusterReader.HeaderSize;

    /// <summary>Units of a second on the video track, the movie and the index.</summary>
    public const uint Milliseconds = 1000;

    /// <summary>A sample that others are not needed for (8.6.4.3: depends on none, is a sync sample).</summary>
    private const uint Independent = 0x0200_0000;
    private const uint Dependent = 0x0101_0000;
    private const int BoxHeader = 8;
    private const int MovieFragmentHeader = 16;
    private const int TrackFragment = BoxHeader + 20 + 20 + 24;
    private const int SampleEntry = 8;

    /// <summary>Converts a cluster.</summary>
    /// <param name="number">Position of the fragment in the file, from 1.</param>
    /// <param name="cluster">The cluster.</param>
    /// <exception cref="SealBrokenException">Not a cluster of ours.</exception>
    public static byte[] Of(uint number, ReadOnlyMemory<byte> cluster)
    {
        var blocks = ClusterReader.Blocks(cluster).ToList();
        var video = blocks.FindAll(block => block.Kind == MediaKind.Video);
        var audio = blocks.FindAll(block => block.Kind == MediaKind.Audio);
        var tracks = (video.Count > 0 ? 1 : 0) + (audio.Count > 0 ? 1 : 0);
        var dataAt = BoxHeader + MovieFragmentHeader + (tracks * TrackFragment) + (blocks.Count * SampleEntry) + BoxHeader;
        var videoBytes = video.Sum(block => block.Data.Length);
        var dataBytes = videoBytes + audio.Sum(block => block.Data.Length);

        var head = new Mp4Writer();
        head.Box("moof", moof =>
        {
            moof.FullBox("mfhd", 0, 0, mfhd => mfhd.U32(number));
            Track(moof, ClusterBuilder.VideoTrack, video, dataAt, Milliseconds, Vp8.FrameMs);
            Track(moof, ClusterBuilder.AudioTrack, audio, dataAt + videoBytes, Opus.SampleRate, Opus.PacketMs);
        });
        head.U32((uint)(BoxHeader + dataBytes)).Text("mdat");
        return Lay(head, [.. video, .. audio], cluster.Length + Overhead);
    }

    /// <summary>Puts head, samples and what is left together; the samples go straight into the array, which the caller overwrites after use.</summary>
    private static byte[] Lay(Mp4Writer head, List<ClusterBlock> samples, int length)
    {
        var fragment = new byte[length];
        head.Written.CopyTo(fragment);
        var at = head.Written.Length;
        foreach (var sample in samples)
        {
            sample.Data.Span.CopyTo(fragment.AsSpan(at));
            at += sample.Data.Length;
        }

        var left = new Mp4Writer().U32((uint)(length - at)).Text("free");
        left.Written.CopyTo(fragment.AsSpan(at));
        return fragment;
    }

    private static void Track(Mp4Writer moof, byte track, List<ClusterBlock> samples, int dataAt, uint timescale, int lastMs)
    {
        if (samples.Count == 0)
        {
            return;
        }

        var ticks = timescale / Milliseconds;
        moof.Box("traf", traf =>
        {
            // Offsets count from the fragment; samples depend on others unless said otherwise.
            traf.FullBox("tfhd", 0, 0x02_0020, tfhd => tfhd.U32(track).U32(track == ClusterBuilder.VideoTrack ? Dependent : Independent));
            traf.FullBox("tfdt", 1, 0, tfdt => tfdt.U64((ulong)samples[0].AtMs * ticks));
            traf.FullBox("trun", 0, 0x0305, trun => // data offset, flags of the first sample, duration and size of each
            {
                trun.U32((uint)samples.Count).U32((uint)dataAt).U32(samples[0].IsKeyframe ? Independent : Dependent);
                for (var i = 0; i < samples.Count; i++)
                {
                    var ms = i + 1 < samples.Count ? samples[i + 1].AtMs - samples[i].AtMs : lastMs;
                    trun.U32((uint)ms * ticks).U32((uint)samples[i].Data.Length);
                }
            });
        });
    }
}
