using Microsoft.Extensions.Logging;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Talk;
using PsyCare.Domain.Media;
using PsyCare.Domain.Suggestions;
using PsyCare.Domain.Talk;

namespace PsyCare.Gateway.Hubs;

/// <summary>How the talk stands, for the therapist's room. Milliseconds.</summary>
internal sealed record TalkView(long ClinicianMs, long PatientMs, long SilentForMs, TurnView? Turn)
{
    public static TalkView Of(TalkListener listener)
    {
        var turns = new[] { listener.Speaking(ParticipantRole.Clinician), listener.Speaking(ParticipantRole.Patient) };
        var turn = turns.OfType<TalkTurn>().MaxBy(t => t.EndMs);
        return new(
            listener.SpokenMs(ParticipantRole.Clinician),
            listener.SpokenMs(ParticipantRole.Patient),
            listener.SilentForMs,
            turn is null ? null : new TurnView(turn.Speaker, turn.DurationMs));
    }
}

/// <summary>Whose turn it is, and for how long.</summary>
internal sealed record TurnView(ParticipantRole Speaker, long LengthMs);

/// <summary>
/// Listens to who speaks in one session, while the patient agrees to analysis and both are there: pushes how the talk stands once a second,
/// suggests long silences, and keeps the track. The media thread only enters windows.
/// </summary>
internal sealed class SessionTalk(SessionFeed feed, FeedServices services, SessionPush push)
{
    private const int TicksBetweenSaves = 15;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TalkListener _listener = new();
    private readonly LongSilenceRule _silence = new();
    private bool _heard;
    private bool _listening;
    private int _ticks;

    /// <summary>A window of one side's sound has passed. Returns at once.</summary>
    public void OnWindow(ParticipantRole who, long atMs, bool voice)
    {
        lock (_gate)
        {
            // A gateway that carries none of the session's sound must not take that for silence.
            _heard = true;
            if (voice && _listening)
                _listener.Hear(who, atMs, atMs + IAudioLevelTap.WindowMs);
        }
    }

    /// <summary>Runs until the feed ends, and keeps the rest.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        services.Talk.Follow(feed.SessionId, this);
        using var timer = new PeriodicTimer(Tick, services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await TryAsync(TickAsync);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            services.Talk.Leave(feed.SessionId, this);
            lock (_gate) _listener.Pause();
            await TryAsync(SaveAsync);
        }
    }

    private async Task TickAsync()
    {
        var session = feed.Snapshot;
        var listening = session is { ClinicianPresent: true, PatientPresent: true } && session.MediaPolicy.Analyse;
        if (Listen(listening, session) is not { } now)
            return;
        await push.TalkAsync(now.View);
        if (now.Suggestion is { } suggestion)
            await services.Grains.GetGrain<ISessionGrain>(feed.SessionId).SuggestMarkerAsync(suggestion);
        if (++_ticks % TicksBetweenSaves == 0)
            await SaveAsync();
    }

    private (TalkView View, MarkerSuggestion? Suggestion)? Listen(bool listening, SessionSnapshot session)
    {
        lock (_gate)
        {
            _listening = listening && _heard;
            if (!_listening)
            {
                _listener.Pause();
                return null;
            }

            var nowMs = (long)(services.Time.GetUtcNow() - session.LiveSince!.Value).TotalMilliseconds;
            _listener.Observe(nowMs);
            return (TalkView.Of(_listener), _silence.Next(nowMs, _listener.SilentForMs));
        }
    }

    private async Task SaveAsync()
    {
        TalkTrack piece;
        lock (_gate) piece = _listener.Take();
        if (piece.Observed.Count > 0)
            await services.Grains.GetGrain<ITalkGrain>(feed.SessionId).AppendAsync(feed.Snapshot.PatientId, piece);
    }

    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e)
        {
            services.Log.LogWarning("Listening to session {Session} failed: {Exception}", feed.SessionId, e.GetType().Name);
        }
    }
}
