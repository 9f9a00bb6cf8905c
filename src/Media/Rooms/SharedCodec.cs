using PsyCare.Rtc;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Media.Rooms;

/// <summary>
/// Which codec a connection uses, so that both sides of a call see each other: pictures are forwarded as they come. Whoever comes takes the
/// codec that the other's connection has; if it cannot, both use one that both offered, and the other has to come again.
/// </summary>
/// <param name="Codec">The newcomer's codec.</param>
/// <param name="RecallsOther">Whether the other side's connection must be made anew.</param>
internal readonly record struct SharedCodec(VideoCodec Codec, bool RecallsOther)
{
    /// <summary>Agrees. Where the two have no codec in common each keeps its own: sound passes, pictures are recorded and analysed.</summary>
    /// <param name="newcomer">What the newcomer offers.</param>
    /// <param name="other">The offer of the other side's connection, if there is one.</param>
    internal static SharedCodec Agree(SdpOffer newcomer, SdpOffer? other)
    {
        if (newcomer.Section(MediaKind.Video) is not { } own || other?.Section(MediaKind.Video) is not { } theirs)
            return new SharedCodec(VideoCodec.Vp8, false);
        if (own.Codecs.Contains(theirs.Codec))
            return new SharedCodec(theirs.Codec, false);
        return theirs.Codecs.Contains(own.Codec) ? new SharedCodec(own.Codec, true) : new SharedCodec(VideoCodec.Vp8, false);
    }
}
