using System.Collections.Concurrent;
using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Hubs;
using PsyCare.Media;

namespace PsyCare.Gateway.Media;

/// <summary>
/// The peer connections there are, and whose. Each holds its session's feed: a peer whose pages have all gone must still hear of a
/// withdrawn consent or the session's end.
/// </summary>
internal sealed class MediaPeers
{
    private readonly ConcurrentDictionary<string, Peer?> _peers = new();
    private readonly SessionFeeds _feeds;
    private readonly IMediaEndpoint _media;

    public MediaPeers(SessionFeeds feeds, IMediaEndpoint media, MediaEvents events)
    {
        _feeds = feeds;
        _media = media;
        events.PeerClosed += resourceId => _ = ReleaseAsync(resourceId);
        events.PictureTold += (resourceId, picture) =>
        {
            if (_peers.TryGetValue(resourceId, out var peer) && peer is not null)
                _ = peer.Feed.TellPictureAsync(peer.Grant.Role, picture);
        };
    }

    /// <summary>Answers an offer, with the session's policy in force before the first packet.</summary>
    public async Task<MediaAnswer> AnswerAsync(MediaGrant grant, string offer)
    {
        var feed = await _feeds.AcquireAsync(grant.SessionId);
        MediaAnswer answer;
        try
        {
            answer = _media.Join(grant.SessionId, grant.Role, offer);
        }
        catch
        {
            await _feeds.ReleaseAsync(feed);
            throw;
        }

        // A peer that closed before it could be entered has left a null.
        if (!_peers.TryAdd(answer.ResourceId, new Peer(grant, feed)))
        {
            _peers.TryRemove(answer.ResourceId, out _);
            await _feeds.ReleaseAsync(feed);
        }

        return answer;
    }

    /// <summary>Refuses with NotFound unless the connection exists and is that participant's.</summary>
    public void Require(string resourceId, string sessionId, ParticipantRole role)
    {
        if (!_peers.TryGetValue(resourceId, out var peer) || peer?.Grant.SessionId != sessionId || peer.Grant.Role != role)
            throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>Closes the connections of therapists whose browser is no longer signed in.</summary>
    public async Task CloseSignedOutAsync(AccountCheck accounts)
    {
        foreach (var (resourceId, peer) in _peers)
        {
            if (peer is { Grant.Role: ParticipantRole.Clinician } && !await accounts.IsTherapistAsync(peer.Grant.PrincipalId, peer.Grant.DeviceId))
                _media.Leave(resourceId);
        }
    }

    private Task ReleaseAsync(string resourceId)
    {
        while (true)
        {
            if (_peers.TryRemove(resourceId, out var peer))
                return peer is null ? Task.CompletedTask : _feeds.ReleaseAsync(peer.Feed);
            if (_peers.TryAdd(resourceId, null))
                return Task.CompletedTask;
        }
    }

    private sealed record Peer(MediaGrant Grant, SessionFeed Feed);
}
