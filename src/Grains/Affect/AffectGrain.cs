using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Metrics;
using PsyCare.Grains.Sessions;

namespace PsyCare.Grains.Affect;

/// <summary>
/// Turns a patient's frames into readings. Frames wait in <see cref="FrameBacklog"/> while one batch is read outside the grain's turn;
/// a reading that comes back after consent was withdrawn is thrown away.
/// </summary>
[ImplicitStreamSubscription(StreamNames.Frames)]
public sealed class AffectGrain : Grain, IAffectGrain, IStreamSubscriptionObserver, IAsyncObserver<FrameMessage>
{
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilencePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestorePeriod = TimeSpan.FromSeconds(1);

    private readonly IFaceReaderFactory _readers;
    private readonly IAffectTrackStore _store;
    private readonly InferencePool _pool;
    private readonly TimeProvider _clock;
    private readonly ILogger<AffectGrain> _log;
    private readonly FrameBacklog _backlog = new();
    private readonly RecentSamples _recent = new();
    private readonly List<AffectSample> _unsaved = [];
    private SuggestionWatch? _suggestions;
    private IAsyncStream<AffectSample>? _output;
    private IFaceReader? _reader;
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset? _allowedSince;
    private DateTimeOffset _lastFrame;
    private long _sequence;
    private bool _flushing;
    private Task _restoring = Task.CompletedTask;
    private DateTimeOffset _restoreTried;
    private int _decisions;

    /// <summary>Made by the host.</summary>
    public AffectGrain(
        IFaceReaderFactory readers, IAffectTrackStore store, InferencePool pool, TimeProvider clock, ILogger<AffectGrain> log)
    {
        _readers = readers;
        _store = store;
        _pool = pool;
        _clock = clock;
        _log = log;
    }

    private string SessionId => this.GetPrimaryKeyString();

    private bool Allowed => _allowedSince is not null;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _output = this.GetStreamProvider(StreamNames.Provider).GetStream<AffectSample>(StreamId.Create(StreamNames.Affect, SessionId));
        _suggestions = new SuggestionWatch(GrainFactory.GetGrain<ISessionGrain>(SessionId), _log);
        this.RegisterGrainTimer(FlushAsync, new GrainTimerCreationOptions(FlushPeriod, FlushPeriod));
        this.RegisterGrainTimer(ReportSilenceAsync, new GrainTimerCreationOptions(SilencePeriod, SilencePeriod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await StopReadingAsync();
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<FrameMessage>().ResumeAsync(this);

    /// <inheritdoc/>
    public async Task AllowAsync(DateTimeOffset liveSince)
    {
        _decisions++;
        if (Allowed)
            return;
        await GrainFactory.GetGrain<IRecordingGrain>(SessionId).EnsureKeysAsync();
        _lastFrame = _clock.GetUtcNow();
        // Above whatever an earlier activation counted to: it made at most a few dozen samples a second.
        _sequence = Math.Max(_sequence, (long)(_lastFrame - liveSince).TotalMilliseconds / 10);
        _allowedSince = liveSince;
    }

    /// <inheritdoc/>
    public async Task ForbidAsync(NoReadingReason reason)
    {
        _decisions++;
        if (!Allowed)
            return;
        var atMs = NowMs();
        _allowedSince = null;
        await PublishAsync(atMs, null, FaceReading.None(reason));
        await FinishAsync();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AffectSample>> GetRecentAsync(long afterSequence) => Task.FromResult(_recent.After(afterSequence));

    /// <inheritdoc/>
    public async Task FinishAsync()
    {
        await StopReadingAsync();
        await FlushAsync(CancellationToken.None);
        await SettleAsync();
    }

    /// <inheritdoc/>
    public Task OnNextAsync(FrameMessage item, StreamSequenceToken? token = null)
    {
        if (!Allowed)
        {
            TryRestore();
            return Task.CompletedTask;
        }

        _lastFrame = _clock.GetUtcNow();
        _backlog.Add(item.ToFrame());
        if (_reading.IsCompleted)
            _reading = ReadBacklogAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        _log.LogWarning(ex, "The frame stream of session {SessionId} reported an error", SessionId);
        return Task.CompletedTask;
    }

    private async Task ReadBacklogAsync()
    {
        while (Allowed && _backlog.TryTake(out var frames))
        {
            var reader = _reader ??= _readers.Create();
            try
            {
                var reading = await _pool.RunAsync(SessionId, () => reader.Read(frames));
                if (Allowed && reading is not null)
                {
                    await PublishAsync(frames[^1].AtMs, frames[^1].RtpTimestamp, reading);
                    GrainMetrics.AffectLag.Record(Math.Max(0, NowMs() - frames[^1].AtMs) / 1000.0);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One unreadable frame must not end the readings of a session: start over with the next key frame.
                _log.LogError(e, "Reading a frame of session {SessionId} failed", SessionId);
                _reader = null;
                reader.Dispose();
            }
        }
    }

    private async Task StopReadingAsync()
    {
        _allowedSince = null;
        _backlog.Clear();
        await _reading;
        _reader?.Dispose();
        _reader = null;
    }

    /// <summary>
    /// Frames without leave: they are late, or this activation replaces one that was lost with its silo. The session knows. Beside the turn,
    /// for the session may be calling this grain at the same time.
    /// </summary>
    private void TryRestore()
    {
        if (!_restoring.IsCompleted || _clock.GetUtcNow() - _restoreTried < RestorePeriod)
            return;
        _restoreTried = _clock.GetUtcNow();
        _restoring = RestoreAsync();
    }

    private async Task RestoreAsync()
    {
        try
        {
            var before = _decisions;
            var session = await GrainFactory.GetGrain<ISessionGrain>(SessionId).GetAsync();
            // A decision that came meanwhile is newer than the answer.
            if (session.MediaPolicy.Analyse && _decisions == before)
                await AllowAsync(session.LiveSince!.Value);
        }
        catch (Exception e)
        {
            _log.LogWarning("Whether session {SessionId} is analysed could not be learned: {Exception}", SessionId, e.GetType().Name);
        }
    }

    private async Task ReportSilenceAsync(CancellationToken cancellationToken)
    {
        if (Allowed && _reading.IsCompleted && _clock.GetUtcNow() - _lastFrame >= SilencePeriod)
            await PublishAsync(NowMs(), null, FaceReading.None(NoReadingReason.NoVideo));
    }

    private async Task PublishAsync(long atMs, uint? mediaTimestamp, FaceReading reading)
    {
        var sample = new AffectSample(++_sequence, atMs, mediaTimestamp, reading);
        _recent.Add(sample);
        _unsaved.Add(sample);
        _suggestions!.Next(sample);
        await _output!.OnNextAsync(sample);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_unsaved.Count == 0 || _flushing)
            return;
        _flushing = true;
        AffectSample[] block = [.. _unsaved];
        try
        {
            await _store.AppendAsync(SessionId, block, cancellationToken);
            _unsaved.RemoveRange(0, block.Length);
        }
        catch (KeyDestroyedException)
        {
            // Erased meanwhile: nothing of it may be kept.
            _unsaved.Clear();
        }
        catch (IOException e)
        {
            // Kept for the next try; bounded, so that a full disk does not fill the memory as well.
            _log.LogError(e, "The affect track of session {SessionId} could not be written", SessionId);
            _unsaved.RemoveRange(0, Math.Max(0, _unsaved.Count - RecentSamples.Capacity));
        }
        finally
        {
            _flushing = false;
        }
    }

    private async Task SettleAsync()
    {
        // What a disk refused may lie on it in part, and is written anew: not yet the time to say how the track is.
        if (_unsaved.Count > 0)
            return;
        try
        {
            await _store.SettleAsync(SessionId, await SessionPractice.OfAsync(GrainFactory, SessionId), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The session must not fail of it. Review settles what was not; erased meanwhile it is gone.
            _log.LogWarning("The affect track of session {SessionId} was not entered in the audit log: {Exception}", SessionId, e.GetType().Name);
        }
    }

    private long NowMs() => _allowedSince is { } zero ? (long)(_clock.GetUtcNow() - zero).TotalMilliseconds : 0;
}
