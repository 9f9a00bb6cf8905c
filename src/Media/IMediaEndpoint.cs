using PsyCare.Domain.Media;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Media;

/// <summary>
/// The media port: every session's call, whatever speaks WebRTC behind it. <see cref="MediaServer"/> is our own endpoint. Safe to call from
/// any thread.
/// </summary>
public interface IMediaEndpoint : IAsyncDisposable
{
    /// <summary>What it can do beyond carrying, recording and tapping a call. What it cannot do it refuses or leaves out of its answers.</summary>
    EndpointCapabilities Capabilities { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Gives up before anything is bound.</param>
    /// <returns>A completed task.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">A port is taken.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Lets a participant in. A second join of the same participant replaces the first connection: a reload or a reconnect.</summary>
    /// <param name="sessionId">The session; its policy must allow the call.</param>
    /// <param name="who">The participant.</param>
    /// <param name="sdpOffer">The browser's offer: sendrecv, sendonly or recvonly.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="SdpRejectedException">The offer cannot be answered.</exception>
    /// <exception cref="MediaRefusedException">The session has no call now, or the server is full.</exception>
    MediaAnswer Join(string sessionId, ParticipantRole who, string sdpOffer);

    /// <summary>Restarts ICE on a peer connection: new credentials, the same keys and streams (RFC 9725 section 4.3.3).</summary>
    /// <param name="resourceId">From <see cref="Join"/>.</param>
    /// <param name="fragment">The client's new parameters, application/trickle-ice-sdpfrag.</param>
    /// <returns>Ours in the same form; null when there is no connection of that name (any more).</returns>
    /// <exception cref="SdpRejectedException">
    /// There are no parameters in the fragment, or illegal ones; <see cref="SdpRejection.NoIceRestart"/> where the endpoint cannot.
    /// </exception>
    string? RestartIce(string resourceId, string fragment);

    /// <summary>Ends a peer connection.</summary>
    /// <param name="resourceId">From <see cref="Join"/>.</param>
    /// <returns>False when there is none of that name (any more).</returns>
    bool Leave(string resourceId);

    /// <summary>
    /// Says what a session's media may be used for from now on; repeating it changes nothing. When this returns, recorder and tap get
    /// nothing more of what is forbidden. Without a call the session's peers are closed and its recordings finished.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="policy">The policy in force.</param>
    void SetPolicy(string sessionId, MediaPolicy policy);

    /// <summary>What it has done so far.</summary>
    MediaTotals ReadTotals();

    /// <summary>How well the calls go now.</summary>
    MediaQuality ReadQuality();
}
