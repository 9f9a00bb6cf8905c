using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PsyCare.Gateway.Hubs;

/// <summary>The feeds in use, one per watched session; a feed lives while somebody uses it.</summary>
internal sealed class SessionFeeds(FeedServices services) : IHostedService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _feeds = [];

    /// <summary>The session's feed, started; pair with <see cref="ReleaseAsync"/>. The session must exist.</summary>
    public async Task<SessionFeed> AcquireAsync(string sessionId)
    {
        SessionFeed feed;
        lock (_gate)
        {
            if (!_feeds.TryGetValue(sessionId, out var entry))
                _feeds[sessionId] = entry = new Entry(new SessionFeed(sessionId, services));
            entry.Uses++;
            feed = entry.Feed;
        }

        try
        {
            await feed.Started;
            return feed;
        }
        catch
        {
            await ReleaseAsync(feed);
            throw;
        }
    }

    /// <summary>Gives a feed back; the last one to do so ends it.</summary>
    public async Task ReleaseAsync(SessionFeed feed)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(feed.SessionId, out var entry) || entry.Feed != feed || --entry.Uses > 0)
                return;
            _feeds.Remove(feed.SessionId);
            // Within the lock: a feed that follows must have the last word on the policy.
            feed.End();
        }

        await feed.DisposeAsync();
    }

    /// <summary>Lets a page go: unless its person left on purpose it counts as present for the grace period, and its feed lives that long.</summary>
    public async Task LeaveAsync(SessionFeed feed, Domain.Media.ParticipantRole role, bool onPurpose)
    {
        try
        {
            await feed.Presence.LeaveAsync(role, onPurpose);
        }
        catch (Exception e)
        {
            services.Log.LogWarning("Leaving session {Session} failed: {Exception}", feed.SessionId, e.GetType().Name);
        }

        await ReleaseAsync(feed);
    }

    /// <summary>
    /// Makes a followed session's newest state take effect before this completes, whether or not the grain's own call to its observers
    /// arrives: a withdrawn consent must not hang on a lost subscription.
    /// </summary>
    public async Task RefreshAsync(string sessionId)
    {
        SessionFeed? feed;
        lock (_gate) feed = _feeds.GetValueOrDefault(sessionId)?.Feed;
        if (feed is not null)
            await feed.RefreshAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Entry[] left;
        lock (_gate)
        {
            left = [.. _feeds.Values];
            _feeds.Clear();
        }

        foreach (var entry in left)
            await entry.Feed.DisposeAsync();
    }

    private sealed class Entry(SessionFeed feed)
    {
        public SessionFeed Feed { get; } = feed;

        public int Uses { get; set; }
    }
}
