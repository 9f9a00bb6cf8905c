using PsyCare.Vault.Sealing;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Review;

/// <summary>
/// What comes before the clusters in a WebM file (RFC 9559) that a segment makes: EBML header, Segment of known size, Info with the duration,
/// Tracks, Cues for the clusters that start with a key frame (for every cluster where there is only sound).
/// </summary>
internal static class WebmHead
{
    private const string Producer = "PsyCare";
    private const ulong NanosecondsPerTick = 1_000_000;

    /// <summary>Writes it.</summary>
    public static byte[] Write(IReadOnlyList<ChunkEntry> chunks)
    {
        var kinds = chunks.Aggregate(ChunkFlags.None, (flags, chunk) => flags | chunk.Header.Info.Flags);
        var body = chunks.Sum(chunk => (long)chunk.Header.PlainLength);
        var ebml = EbmlHeader();
        var fixedPart = Info(chunks).Written.ToArray().Concat(Tracks(chunks, kinds).Written.ToArray()).ToArray();
        var cuesLength = Cues(chunks, kinds, clustersAt: 0).Written.Length;
        var clustersAt = fixedPart.Length + cuesLength;
        var segment = new EbmlWriter();
        segment.WriteId(WebmId.Segment);
        segment.WriteSize(clustersAt + body);
        return [.. ebml.Written, .. segment.Written, .. fixedPart, .. Cues(chunks, kinds, clustersAt).Written];
    }

    private static EbmlWriter EbmlHeader() => new EbmlWriter().Master(WebmId.Ebml, ebml => ebml
        .Unsigned(WebmId.EbmlVersion, 1)
        .Unsigned(WebmId.EbmlReadVersion, 1)
        .Unsigned(WebmId.EbmlMaxIdLength, 4)
        .Unsigned(WebmId.EbmlMaxSizeLength, 8)
        .Text(WebmId.DocType, "webm")
        .Unsigned(WebmId.DocTypeVersion, 4)
        .Unsigned(WebmId.DocTypeReadVersion, 2));

    private static EbmlWriter Info(IReadOnlyList<ChunkEntry> chunks) => new EbmlWriter().Master(WebmId.Info, info => info
        .Unsigned(WebmId.TimestampScale, NanosecondsPerTick)
        .Float(WebmId.Duration, FileLayout.DurationOf(chunks))
        .Text(WebmId.MuxingApp, Producer)
        .Text(WebmId.WritingApp, Producer));

    private static EbmlWriter Tracks(IReadOnlyList<ChunkEntry> chunks, ChunkFlags kinds) => new EbmlWriter().Master(WebmId.Tracks, tracks =>
    {
        if (kinds.HasFlag(ChunkFlags.Video))
        {
            var first = chunks.First(chunk => chunk.Header.Info.Flags.HasFlag(ChunkFlags.Keyframe)).Header.Info;
            tracks.Master(WebmId.TrackEntry, track => VideoTrack(track, first));
        }

        if (kinds.HasFlag(ChunkFlags.Audio))
        {
            tracks.Master(WebmId.TrackEntry, AudioTrack);
        }
    });

    private static void VideoTrack(EbmlWriter track, ChunkInfo first) => track
        .Unsigned(WebmId.TrackNumber, ClusterBuilder.VideoTrack)
        .Unsigned(WebmId.TrackUid, ClusterBuilder.VideoTrack)
        .Unsigned(WebmId.TrackType, 1)
        .Unsigned(WebmId.FlagLacing, 0)
        .Text(WebmId.CodecId, "V_VP8")
        .Master(WebmId.Video, video => video
            .Unsigned(WebmId.PixelWidth, first.Width)
            .Unsigned(WebmId.PixelHeight, first.Height));

    private static void AudioTrack(EbmlWriter track) => track
        .Unsigned(WebmId.TrackNumber, ClusterBuilder.AudioTrack)
        .Unsigned(WebmId.TrackUid, ClusterBuilder.AudioTrack)
        .Unsigned(WebmId.TrackType, 2)
        .Unsigned(WebmId.FlagLacing, 0)
        .Text(WebmId.CodecId, "A_OPUS")
        .Binary(WebmId.CodecPrivate, Opus.Head)
        .Unsigned(WebmId.CodecDelay, Opus.CodecDelayNs)
        .Unsigned(WebmId.SeekPreRoll, Opus.SeekPreRollNs)
        .Master(WebmId.Audio, audio => audio
            .Float(WebmId.SamplingFrequency, Opus.SampleRate)
            .Unsigned(WebmId.Channels, Opus.Channels));

    private static EbmlWriter Cues(IReadOnlyList<ChunkEntry> chunks, ChunkFlags kinds, long clustersAt)
    {
        var video = kinds.HasFlag(ChunkFlags.Video);
        var writer = new EbmlWriter();
        return chunks.Count == 0 ? writer : writer.Master(WebmId.Cues, cues =>
        {
            var at = clustersAt;
            foreach (var chunk in chunks)
            {
                if (!video || chunk.Header.Info.Flags.HasFlag(ChunkFlags.Keyframe))
                {
                    CuePoint(cues, chunk.Header.Info.FirstMs, video ? ClusterBuilder.VideoTrack : ClusterBuilder.AudioTrack, at);
                }

                at += chunk.Header.PlainLength;
            }
        });
    }

    private static void CuePoint(EbmlWriter cues, long atMs, byte track, long clusterAt) => cues.Master(WebmId.CuePoint, point => point
        .Unsigned(WebmId.CueTime, (ulong)atMs)
        .Master(WebmId.CueTrackPositions, positions => positions
            .Unsigned(WebmId.CueTrack, track)
            .Unsigned(WebmId.CueClusterPosition, (ulong)clusterAt)));
}
