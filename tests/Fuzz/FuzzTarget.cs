namespace PsyCare.Fuzz;

/// <summary>Runs a parser on one input. An exception is a finding.</summary>
public delegate void Execution(ReadOnlySpan<byte> input);

/// <summary>A parser, or a group of parsers that see the same bytes.</summary>
/// <param name="Name">The folder of its seeds and crash inputs.</param>
/// <param name="Share">Executions in the long run, relative to the other targets: less for what is slow.</param>
/// <param name="Start">Makes the state, if any, that executions share.</param>
public sealed record FuzzTarget(string Name, int Share, Func<Execution> Start)
{
    /// <summary>Everything in src/Rtc that reads bytes of strangers.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("stun", 20, () => Targets.StunTarget.Read),
        new("ice", 8, () => new Targets.IceTarget().Receive),
        new("dtls", 15, () => Targets.DtlsTarget.Split),
        new("sdp", 1, () => new Targets.SdpTarget().Answer),
        new("fragment", 10, () => Targets.FragmentTarget.Read),
        new("rtp", 20, () => Targets.RtpTarget.Read),
        new("extensions", 20, () => Targets.RtpTarget.ReadExtensions),
        new("rtcp", 20, () => Targets.RtcpTarget.Read),
        new("arrivals", 10, () => new Targets.ArrivalsTarget().Read),
        new("red", 10, () => Targets.RedTarget.Read),
        new("vp8", 20, () => Targets.Vp8Target.Read),
        new("h264", 20, () => Targets.H264Target.Read),
        new("frames", 4, () => Targets.FramesTarget.Assemble),
        new("stream", 8, () => Targets.FramesOfStreamTarget.Read),
        new("stranger", 4, () => new Targets.StrangerTarget().Receive),
        new("member", 8, () => new Targets.MemberTarget().Receive),
    ];

    public override string ToString() => Name;
}
