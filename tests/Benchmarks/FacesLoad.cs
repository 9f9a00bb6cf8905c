using System.Diagnostics;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Vision;

namespace PsyCare.Benchmarks;

/// <summary>
/// Many sessions in real time on one worker: each gets the clip's frames at its 15 a second, and every third is to be read. A session whose
/// last reading is not done yet hands over all its frames with the next: the newest wins.
/// </summary>
internal sealed class FacesLoad(FaceReaderFactory factory, IReadOnlyList<EncodedFrame> clip, int sessions)
{
    private const double FrameMs = 1000.0 / 15;
    private const int FramesPerReading = 3;

    /// <summary>What it came to.</summary>
    internal sealed record Result(double Cores, double LatencyP95Ms, double ReadingsPerSecond, int Late);

    private sealed class Session(IFaceReader reader, double startsAtMs, int firstFrame)
    {
        private readonly List<EncodedFrame> _pending = [];
        private int _frame = firstFrame;

        public double NextAtMs { get; private set; } = startsAtMs;

        public IFaceReader Reader => reader;

        /// <summary>The next reading's frames, taken when their last has arrived.</summary>
        public List<EncodedFrame> Take(IReadOnlyList<EncodedFrame> clip, double nowMs)
        {
            _pending.Clear();
            for (var i = 0; i < FramesPerReading || NextAtMs + (FramesPerReading * FrameMs) <= nowMs; i++)
            {
                if (i % FramesPerReading == 0 && i > 0)
                    NextAtMs += FramesPerReading * FrameMs;
                _pending.Add(clip[_frame % clip.Count]);
                _frame++;
            }

            NextAtMs += FramesPerReading * FrameMs;
            return _pending;
        }
    }

    /// <summary>Runs for a while.</summary>
    public Result Run(TimeSpan duration)
    {
        var random = new Random(5);
        // Sessions begin at a key frame of the clip, spread over a reading's time.
        var all = Enumerable.Range(0, sessions)
            .Select(i => new Session(factory.Create(), 200 + (random.NextDouble() * FramesPerReading * FrameMs), i % 14 * 30)).ToList();
        var queue = new PriorityQueue<Session, double>(all.Select(session => (session, session.NextAtMs)));
        var (latencies, readings, late) = (new List<double>(), 0, 0);
        var (before, clock) = (FacesBenchmark.ProcessorTime(), Stopwatch.StartNew());
        using var pause = new ManualResetEventSlim();
        while (clock.Elapsed < duration)
        {
            var session = queue.Dequeue();
            var due = session.NextAtMs;
            if (due > clock.Elapsed.TotalMilliseconds)
                pause.Wait(TimeSpan.FromMilliseconds(due - clock.Elapsed.TotalMilliseconds));
            var frames = session.Take(clip, clock.Elapsed.TotalMilliseconds);
            late += frames.Count > FramesPerReading ? 1 : 0;
            var arrived = session.NextAtMs - (FramesPerReading * FrameMs);
            readings += session.Reader.Read(frames) is null ? 0 : 1;
            latencies.Add(clock.Elapsed.TotalMilliseconds - arrived);
            queue.Enqueue(session, session.NextAtMs);
        }

        var cores = (FacesBenchmark.ProcessorTime() - before) / clock.Elapsed;
        all.ForEach(session => session.Reader.Dispose());
        latencies.Sort();
        return new(cores, latencies[(int)(latencies.Count * 0.95)], readings / clock.Elapsed.TotalSeconds, late);
    }
}
