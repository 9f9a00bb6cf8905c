using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Api;

/// <summary>Whether a side's camera (or shared screen) and microphone are on.</summary>
internal sealed record SendingView(bool Camera, bool Microphone)
{
    public static SendingView? Of(SentMedia? sent) =>
        sent is { } media ? new(media.HasFlag(SentMedia.Picture), media.HasFlag(SentMedia.Sound)) : null;

    public SentMedia ToSent() => (Camera ? SentMedia.Picture : SentMedia.None) | (Microphone ? SentMedia.Sound : SentMedia.None);
}
