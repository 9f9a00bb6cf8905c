using System.Collections.Concurrent;
using System.Diagnostics;
using Orleans;
using Orleans.Streams;
using PsyCare.Contracts;
using PsyCare.Domain.Affect;

namespace PsyCare.ClusterKit;

/// <summary>
/// Readings of many simulated sessions: each is published five times a second to its session's stream, as an <c>AffectGrain</c> does, and
/// awaited at the other end, as a gateway does whose therapist watches. No pictures. One loop publishes for all sessions.
/// </summary>
public sealed class AffectLoad : IAsyncDisposable
{
    private const int SubscribesAtOnce = 64;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly FaceReading Reading = new(
        null,
        new FaceQuality(0.9f, 0.4f, 0.5f, 2, -1),
        [.. Enum.GetValues<ActionUnit>().Select(unit => new ActionUnitIntensity(unit, 1.5f))],
        [new EmotionEstimate(Emotion.Happiness, 0.7f, [Enum.GetValues<ActionUnit>()[0]])]);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<double> _arrivalMs = new();
    private readonly IAsyncStream<AffectSample>[] _streams;
    private readonly Task[] _publishing;
    private Task _loop = Task.CompletedTask;
    private long _sequence;
    private int _published;
    private int _late;

    private AffectLoad(IAsyncStream<AffectSample>[] streams)
    {
        _streams = streams;
        _publishing = new Task[streams.Length];
        Array.Fill(_publishing, Task.CompletedTask);
    }

    /// <summary>Follows every session's readings and starts publishing them.</summary>
    public static async Task<AffectLoad> StartAsync(IClusterClient grains, IReadOnlyList<SimulatedSession> sessions)
    {
        var provider = grains.GetStreamProvider(StreamNames.Provider);
        var load = new AffectLoad([.. sessions.Select(s => provider.GetStream<AffectSample>(StreamNames.Affect, s.SessionId))]);
        await Parallel.ForEachAsync(
            load._streams,
            new ParallelOptions { MaxDegreeOfParallelism = SubscribesAtOnce },
            async (stream, _) => await stream.SubscribeAsync(load.Arrived));
        load._loop = Task.Run(load.PublishAsync);
        return load;
    }

    /// <summary>
    /// Since the last time this was asked: milliseconds from publishing to arrival, sorted, how many were published, and how many were not
    /// because the session's one before was still on its way.
    /// </summary>
    public (double[] ArrivalMs, int Published, int Late) Take()
    {
        var times = new List<double>();
        while (_arrivalMs.TryDequeue(out var ms))
            times.Add(ms);
        return ([.. times.Order()], Interlocked.Exchange(ref _published, 0), Interlocked.Exchange(ref _late, 0));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private Task Arrived(AffectSample sample, StreamSequenceToken? token)
    {
        _arrivalMs.Enqueue(Stopwatch.GetElapsedTime(sample.AtMs).TotalMilliseconds);
        return Task.CompletedTask;
    }

    /// <summary>Publishes what is due, evenly over the period.</summary>
    private async Task PublishAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        var started = Stopwatch.GetTimestamp();
        long done = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                for (var due = (long)(Stopwatch.GetElapsedTime(started) / Period * _streams.Length); done < due; done++)
                    Publish((int)(done % _streams.Length));
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }

    private void Publish(int session)
    {
        if (!_publishing[session].IsCompleted)
        {
            Interlocked.Increment(ref _late);
            return;
        }

        Interlocked.Increment(ref _published);
        // A stopwatch's ticks in place of the session's clock: publisher and follower are one process here.
        _publishing[session] = _streams[session].OnNextAsync(new AffectSample(++_sequence, Stopwatch.GetTimestamp(), 0, Reading));
    }
}
