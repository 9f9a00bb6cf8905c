using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Media;

namespace PsyCare.Gateway.Media;

/// <summary>Hears what happens to peers and recordings, and tells those whom it concerns.</summary>
internal sealed class MediaEvents(IClusterClient grains, ILogger<MediaEvents> log) : IMediaEvents
{
    /// <summary>Raised when a peer is gone, for whatever reason, with its resource id.</summary>
    public event Action<string>? PeerClosed;

    /// <inheritdoc/>
    public void OnConnection(string sessionId, ParticipantRole participant, string resourceId, ConnectionState state)
    {
        log.LogInformation("Session {Session}: media of the {Role} is {State}", sessionId, participant, state);
        if (state is ConnectionState.Closed or ConnectionState.Replaced or ConnectionState.Recalled)
            PeerClosed?.Invoke(resourceId);
    }

    /// <inheritdoc/>
    public void OnRecording(string sessionId, ParticipantRole participant, SegmentState state)
    {
        log.LogInformation("Session {Session}: recording of the {Role} has {State}", sessionId, participant, state);
        if (state != SegmentState.Stopped)
            _ = ReportAsync(sessionId, failed: state is SegmentState.Failed or SegmentState.Delayed);
    }

    private async Task ReportAsync(string sessionId, bool failed)
    {
        try
        {
            await grains.GetGrain<ISessionGrain>(sessionId).ReportRecordingAsync(failed);
        }
        catch (Exception e)
        {
            log.LogError("The recording's state could not be told to session {Session}: {Exception}", sessionId, e.GetType().Name);
        }
    }
}
