using System.Diagnostics;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Vision;

namespace PsyCare.Benchmarks;

/// <summary>
/// Many sessions in real time on one worker: each gets the clip's frames at its 15 a second, and every third is to be read. A session whose
/// last reading is not done yet hands over all its frames with the next: the newest wins. They begin within a reading's time of each other; what
/// finding all their faces at once costs is over, and measuring begins, after <see cref="Beginning"/>.
/// </summary>
internal sealed class FacesLoad(FaceReaderFactory factory, IReadOnlyList<EncodedFrame> clip, int sessions)
{
    private const double FrameMs = 1000.0 / 15;
    private const int FramesPerReading = 3;
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(3);

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

    /// <summary>What was counted.</summary>
    private sealed class Tally
    {
        public List<double> LatenciesMs { get; } = [];

        public int Readings { get; set; }

        public int Late { get; set; }
    }

    /// <summary>Runs for a while.</summary>
    public Result Run(TimeSpan duration)
    {
        var random = new Random(5);
        // Sessions begin at a key frame of the clip, spread over a reading's time.
        var all = Enumerable.Range(0, sessions)
            .Select(i => new Session(factory.Create(), 200 + (random.NextDouble() * FramesPerReading * FrameMs), i % 14 * 30)).ToList();
        var queue = new PriorityQueue<Session, double>(all.Select(session => (session, session.NextAtMs)));
        var clock = Stopwatch.StartNew();
        Serve(queue, clock, Beginning, new Tally());
        var (before, began, tally) = (FacesBenchmark.ProcessorTime(), clock.Elapsed, new Tally());
        Serve(queue, clock, began + duration, tally);
        var (cores, seconds) = ((FacesBenchmark.ProcessorTime() - before) / (clock.Elapsed - began), (clock.Elapsed - began).TotalSeconds);
        all.ForEach(session => session.Reader.Dispose());
        tally.LatenciesMs.Sort();
        return new(cores, tally.LatenciesMs[(int)(tally.LatenciesMs.Count * 0.95)], tally.Readings / seconds, tally.Late);
    }

    /// <summary>Reads whoever is due, on the calling thread, until <paramref name="end"/> on the clock.</summary>
    private void Serve(PriorityQueue<Session, double> queue, Stopwatch clock, TimeSpan end, Tally tally)
    {
        // Spinning would count as work.
        using var pause = new ManualResetEventSlim(initialState: false, spinCount: 0);
        while (clock.Elapsed < end)
        {
            var session = queue.Dequeue();
            var due = session.NextAtMs;
            if (due > clock.Elapsed.TotalMilliseconds)
                pause.Wait(TimeSpan.FromMilliseconds(due - clock.Elapsed.TotalMilliseconds));
            var frames = session.Take(clip, clock.Elapsed.TotalMilliseconds);
            tally.Late += frames.Count > FramesPerReading ? 1 : 0;
            var arrived = session.NextAtMs - (FramesPerReading * FrameMs);
            tally.Readings += session.Reader.Read(frames) is null ? 0 : 1;
            tally.LatenciesMs.Add(clock.Elapsed.TotalMilliseconds - arrived);
            queue.Enqueue(session, session.NextAtMs);
        }
    }
}
