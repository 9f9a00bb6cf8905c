using PsyCare.Domain.Media;

namespace PsyCare.Media.Tests.Rig;

/// <summary>Keeps what the tap is given.</summary>
internal sealed class RecordingTap : IFrameTap
{
    private readonly List<(string SessionId, EncodedFrame Frame)> _frames = [];

    internal IReadOnlyList<(string SessionId, EncodedFrame Frame)> Frames
    {
        get
        {
            lock (_frames)
                return [.. _frames];
        }
    }

    public void OnFrame(string sessionId, EncodedFrame frame)
    {
        lock (_frames)
            _frames.Add((sessionId, frame));
    }
}
