using System.Diagnostics;
using PsyCare.Training.Head;
using PsyCare.Training.Rendering;
using PsyCare.Training.Samples;
using PsyCare.Training.Scenes;

namespace PsyCare.Training;

/// <summary>Renders sessions into a folder.</summary>
internal static class RenderCommand
{
    /// <summary>Renders sessions <paramref name="first"/> and up; a set can be continued with the next ones.</summary>
    public static void Run(string headFolder, string folder, int first, int count, int seed, int threads, Nuisances nuisances)
    {
        var head = IctHead.Load(headFolder);
        var (fields, wrinkles) = (new FaceFields(head), new Wrinkles());
        using var writer = new SampleWriter(folder);
        writer.Reserve((long)(first + count) * SessionMaker.SampleCount);
        var started = Stopwatch.GetTimestamp();
        var done = 0;
        Parallel.ForEach(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new SessionMaker(head, fields, wrinkles),
            (session, _, maker) =>
            {
                writer.Write((long)session * SessionMaker.SampleCount, maker.Make(session, seed, nuisances));
                var sessions = Interlocked.Increment(ref done);
                if (sessions % 10 == 0)
                    Console.WriteLine(FormattableString.Invariant($"{sessions} sessions, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
                return maker;
            },
            _ => { });
    }
}
