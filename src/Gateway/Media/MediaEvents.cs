using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Media;
using PsyCare.Rtc.Layers;

namespace PsyCare.Gateway.Media;

/// <summary>Hears what happens to peers and recordings, and tells those whom it concerns.</summary>
internal sealed class MediaEvents(IClusterClient grains, ILogger<MediaEvents> log) : IMediaEvents
{
    /// <summary>Raised when a peer is gone, for whatever reason, with its resource id.</summary>
    public event Action<string>? PeerClosed;

    /// <summary>Raised while a peer's network carries less than the other side's whole picture, and when it does again, with its resource id.</summary>
    public event Action<string, ViewedPicture>? PictureTold;

    /// <inheritdoc/>
    public void OnPicture(string sessionId, ParticipantRole participant, string resourceId, ViewedPicture picture) =>
        PictureTold?.Invoke(resourceId, picture);

    /// <inheritdoc/>
    public void OnConnection(string sessionId, ParticipantRole participant, string resourceId, ConnectionState state)
    {
        log.LogInformation("Session {Session}: media of the {Role} is {State}", sessionId, participant, state);
        if (state is ConnectionState.Closed or ConnectionState.Replaced or ConnectionState.Recalled)
            PeerClosed?.Invoke(resourceId);
        // Whoever has left is not tried again: nothing fails any more.
        if (state == ConnectionState.Closed)
            _ = ReportAsync(sessionId, participant, RecordingTrouble.None);
    }

    /// <inheritdoc/>
    public void OnRecording(string sessionId, ParticipantRole participant, SegmentState state)
    {
        log.LogInformation("Session {Session}: recording of the {Role} has {State}", sessionId, participant, state);
        if (state != SegmentState.Stopped)
            _ = ReportAsync(sessionId, participant, TroubleOf(state));
    }

    private static RecordingTrouble TroubleOf(SegmentState state) => state switch
    {
        SegmentState.Failed => RecordingTrouble.Failed,
        SegmentState.Delayed => RecordingTrouble.Delayed,
        _ => RecordingTrouble.None,
    };

    private async Task ReportAsync(string sessionId, ParticipantRole participant, RecordingTrouble trouble)
    {
        try
        {
            await grains.GetGrain<ISessionGrain>(sessionId).ReportRecordingAsync(participant, trouble);
        }
        catch (Exception e)
        {
            log.LogError("The recording's state could not be told to session {Session}: {Exception}", sessionId, e.GetType().Name);
        }
    }
}
