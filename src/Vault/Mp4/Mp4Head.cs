using PsyCare.Vault.Review;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Mp4;

/// <summary>
/// What comes before the fragments of an MP4 file with H.264 and Opus: file type, movie with its tracks and no sample, and an index of the
/// fragments, by which players seek (ISO/IEC 14496-12; 14496-15 for <c>avc1</c>; Opus in ISOBMFF 0.6.8 for <c>Opus</c>).
/// </summary>
internal static class Mp4Head
{
    private const uint InPlay = 7; // enabled, in the movie, in its preview

    /// <summary>Writes it.</summary>
    /// <param name="fragments">The fragments, with the lengths that they have in the file.</param>
    /// <param name="configuration">Parameter sets of the first key frame.</param>
    public static byte[] Write(IReadOnlyList<ChunkEntry> fragments, AvcConfiguration configuration)
    {
        var durationMs = (uint)FileLayout.DurationOf(fragments);
        var first = fragments.First(f => f.Header.Info.Flags.HasFlag(ChunkFlags.Keyframe)).Header.Info;
        var hasAudio = fragments.Any(f => f.Header.Info.Flags.HasFlag(ChunkFlags.Audio));
        var file = new Mp4Writer();
        file.Box("ftyp", ftyp => ftyp.Text("iso6").U32(0).Text("iso6").Text("mp41").Text("mp42"));
        file.Box("moov", moov =>
        {
            MovieHeader(moov);
            VideoTrack(moov, first, configuration);
            if (hasAudio)
            {
                AudioTrack(moov);
            }

            Extends(moov, durationMs, hasAudio);
        });
        Index(file, fragments);
        return file.Written.ToArray();
    }

    private static void MovieHeader(Mp4Writer moov) => moov.FullBox("mvhd", 0, 0, mvhd =>
    {
        mvhd.Zeros(8).U32(Mp4Fragment.Milliseconds).U32(0); // times of making; the duration is that of the fragments
        mvhd.U32(0x0001_0000).U16(0x0100).Zeros(10); // rate, volume
        Matrix(mvhd).Zeros(24).U32(ClusterBuilder.AudioTrack + 1);
    });

    private static void VideoTrack(Mp4Writer moov, ChunkInfo first, AvcConfiguration configuration) => moov.Box("trak", trak =>
    {
        TrackHeader(trak, ClusterBuilder.VideoTrack, 0, first.Width, first.Height);
        Media(trak, "vide", Mp4Fragment.Milliseconds, minf => minf.FullBox("vmhd", 0, 1, vmhd => vmhd.Zeros(8)), stsd => stsd.Box("avc1", avc1 =>
        {
            avc1.Zeros(6).U16(1).Zeros(16).U16(first.Width).U16(first.Height);
            avc1.U32(0x0048_0000).U32(0x0048_0000).U32(0).U16(1).Zeros(32).U16(0x0018).U16(0xFFFF); // 72 dpi, one frame a sample, no name, colour
            avc1.Box("avcC", configuration.Write);
        }));
    });

    private static void AudioTrack(Mp4Writer moov) => moov.Box("trak", trak =>
    {
        TrackHeader(trak, ClusterBuilder.AudioTrack, 0x0100, 0, 0);
        Media(trak, "soun", Opus.SampleRate, minf => minf.FullBox("smhd", 0, 0, smhd => smhd.Zeros(4)), stsd => stsd.Box("Opus", opus =>
        {
            opus.Zeros(6).U16(1).Zeros(8).U16(Opus.Channels).U16(16).Zeros(4).U32((uint)Opus.SampleRate << 16);
            opus.Box("dOps", dOps => dOps.U8(0).U8(Opus.Channels).U16(Opus.PreSkip).U32(Opus.SampleRate).U16(0).U8(0));
        }));
    });

    private static void TrackHeader(Mp4Writer trak, byte track, ushort volume, ushort width, ushort height) => trak.FullBox("tkhd", 0, InPlay, tkhd =>
    {
        tkhd.Zeros(8).U32(track).Zeros(8).Zeros(8).Zeros(4).U16(volume).Zeros(2);
        Matrix(tkhd).U32((uint)width << 16).U32((uint)height << 16);
    });

    private static void Media(Mp4Writer trak, string handler, uint timescale, Action<Mp4Writer> header, Action<Mp4Writer> sampleEntry) => trak.Box("mdia", mdia =>
    {
        mdia.FullBox("mdhd", 0, 0, mdhd => mdhd.Zeros(8).U32(timescale).U32(0).U16(0x55C4).U16(0)); // no language
        mdia.FullBox("hdlr", 0, 0, hdlr => hdlr.Zeros(4).Text(handler).Zeros(12).U8(0));
        mdia.Box("minf", minf =>
        {
            header(minf);
            minf.Box("dinf", dinf => dinf.FullBox("dref", 0, 0, dref => dref.U32(1).FullBox("url ", 0, 1, _ => { }))); // in this file
            minf.Box("stbl", stbl =>
            {
                stbl.FullBox("stsd", 0, 0, stsd => sampleEntry(stsd.U32(1)));
                stbl.FullBox("stts", 0, 0, stts => stts.U32(0));
                stbl.FullBox("stsc", 0, 0, stsc => stsc.U32(0));
                stbl.FullBox("stsz", 0, 0, stsz => stsz.U32(0).U32(0));
                stbl.FullBox("stco", 0, 0, stco => stco.U32(0));
            });
        });
    });

    private static void Extends(Mp4Writer moov, uint durationMs, bool hasAudio) => moov.Box("mvex", mvex =>
    {
        mvex.FullBox("mehd", 0, 0, mehd => mehd.U32(durationMs));
        foreach (var track in hasAudio ? new[] { ClusterBuilder.VideoTrack, ClusterBuilder.AudioTrack } : [ClusterBuilder.VideoTrack])
        {
            mvex.FullBox("trex", 0, 0, trex => trex.U32(track).U32(1).Zeros(12));
        }
    });

    /// <summary>Where each fragment begins, how long it lasts, and whether playing can start there (8.16.3).</summary>
    private static void Index(Mp4Writer file, IReadOnlyList<ChunkEntry> fragments) => file.FullBox("sidx", 1, 0, sidx =>
    {
        sidx.U32(ClusterBuilder.VideoTrack).U32(Mp4Fragment.Milliseconds);
        sidx.U64((ulong)fragments[0].Header.Info.FirstMs).U64(0).U16(0).U16(checked((ushort)fragments.Count));
        for (var i = 0; i < fragments.Count; i++)
        {
            var info = fragments[i].Header.Info;
            var durationMs = i + 1 < fragments.Count ? fragments[i + 1].Header.Info.FirstMs - info.FirstMs : info.DurationMs;
            sidx.U32((uint)fragments[i].Header.PlainLength).U32((uint)durationMs);
            sidx.U32(info.Flags.HasFlag(ChunkFlags.Keyframe) ? 0x9000_0000 : 0); // starts with a stream access point of type 1
        }
    });

    private static Mp4Writer Matrix(Mp4Writer box) => box
        .U32(0x0001_0000).Zeros(12).U32(0x0001_0000).Zeros(12).U32(0x4000_0000); // as it is
}
