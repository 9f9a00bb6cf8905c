using Microsoft.Extensions.Logging;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Rtc.Layers;

namespace PsyCare.Gateway.Hubs;

/// <summary>
/// Follows one session for as long as anybody watches it or has media in it: hears of every change, applies the media policy at once,
/// and pushes views to the connected pages.
/// </summary>
internal sealed class SessionFeed : ISessionObserver, IAsyncDisposable
{
    /// <summary>A session whose silo has died knows its observers again after this time at most.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly FeedServices _services;
    private readonly ISessionGrain _grain;
    private readonly ISessionObserver _reference;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly SessionPush _push;
    private readonly Lazy<Task> _started;
    private Task _renewing = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;
    private SessionSnapshot? _snapshot;
    private bool _ended;

    public SessionFeed(string sessionId, FeedServices services)
    {
        SessionId = sessionId;
        _services = services;
        _grain = services.Grains.GetGrain<ISessionGrain>(sessionId);
        // Grains hold observers weakly; this feed is held by SessionFeeds.
        _reference = services.Grains.CreateObjectReference<ISessionObserver>(this);
        _push = new SessionPush(sessionId, services);
        Presence = new SessionPresence(_grain, new AffectSubscription(sessionId, services.Grains, _push), services);
        _started = new Lazy<Task>(StartAsync);
    }

    public string SessionId { get; }

    /// <summary>Who has the session's page open.</summary>
    public SessionPresence Presence { get; }

    /// <summary>Completes when the feed has the session's state and its media policy is in force.</summary>
    public Task Started => _started.Value;

    /// <summary>The newest known state.</summary>
    public SessionSnapshot Snapshot
    {
        get { lock (_gate) return _snapshot ?? throw new InvalidOperationException("The feed has not been started."); }
    }

    /// <inheritdoc/>
    public Task OnChangedAsync(SessionSnapshot session)
    {
        Apply(session);
        return Task.CompletedTask;
    }

    /// <summary>Nobody uses the feed any more, so nobody has media either: the session is closed for media until it is followed again.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _services.Media.Apply(SessionId, MediaPolicy.Closed);
        }
    }

    /// <summary>Tells a participant's pages how much of the other side's picture its network carries.</summary>
    public Task TellPictureAsync(ParticipantRole who, ViewedPicture picture) => _push.PictureAsync(who, picture);

    /// <summary>Subscribes anew and takes over the state as it is now.</summary>
    public async Task RefreshAsync()
    {
        await _grain.SubscribeAsync(_reference);
        Apply(await _grain.GetAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        await _listening;
        await Presence.DisposeAsync();
        await _push.DisposeAsync();
        try
        {
            await _grain.UnsubscribeAsync(_reference);
        }
        catch (Exception e)
        {
            // The subscription runs out by itself.
            _services.Log.LogDebug("Unsubscribing from session {Session} failed: {Exception}", SessionId, e.GetType().Name);
        }

        _services.Grains.DeleteObjectReference<ISessionObserver>(_reference);
        _stop.Dispose();
    }

    private async Task StartAsync()
    {
        await _grain.SubscribeAsync(_reference);
        var snapshot = await _grain.GetAsync();
        _push.Start(await _services.Views.NamesAsync(snapshot));
        Apply(snapshot);
        _renewing = RenewAsync();
        _listening = new SessionTalk(this, _services, _push).RunAsync(_stop.Token);
    }

    /// <summary>Subscribes again before the subscription runs out, and reads the state in case a change was missed.</summary>
    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(RenewEvery, _services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await RenewOnceAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The feed ends.
        }
    }

    private async Task RenewOnceAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (Exception e)
        {
            _services.Log.LogWarning("Following session {Session} failed and is tried again: {Exception}", SessionId, e.GetType().Name);
        }
    }

    private void Apply(SessionSnapshot session)
    {
        lock (_gate)
        {
            // Presence changes keep the version, so an equal one is news; only a lower one is late.
            if (_ended || (_snapshot is not null && session.Version < _snapshot.Version))
                return;
            _snapshot = session;
            _services.Media.Apply(SessionId, session.MediaPolicy);
        }

        _push.Session(session);
        _ = Presence.CorrectAsync(session);
    }
}
