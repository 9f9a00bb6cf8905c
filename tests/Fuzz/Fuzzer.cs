using System.Diagnostics;

namespace PsyCare.Fuzz;

/// <summary>An input that a parser did not survive.</summary>
/// <param name="Input">The bytes.</param>
/// <param name="Execution">Which execution of the run it was: targets with state may need those before it.</param>
/// <param name="Reason">What happened.</param>
public sealed record Crash(byte[] Input, long Execution, Exception Reason);

/// <summary>Throws inputs at one target: the crash inputs of the past, every length of every seed, then mutations.</summary>
public sealed class Fuzzer(FuzzTarget target, int seed)
{
    private const int MaxCrashes = 10;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);

    private readonly List<Crash> _crashes = [];
    private readonly HashSet<string> _places = [];
    private Execution _execution = target.Start();
    private byte[] _input = [];
    private int _length;

    /// <summary>Findings so far, one for each place in the code.</summary>
    public IReadOnlyList<Crash> Crashes => _crashes;

    /// <summary>Executions so far.</summary>
    public long Executions { get; private set; }

    /// <summary>Runs until the budget is spent, or until there are too many findings to be worth more.</summary>
    public void Run(long executions)
    {
        var seeds = Corpus.Seeds(target);
        foreach (var bytes in seeds)
        {
            Execute(bytes);
        }

        foreach (var bytes in seeds)
        {
            for (var length = 0; length < Math.Min(bytes.Length, 300) && Executions < executions; length++)
            {
                Execute(bytes.AsSpan(0, length));
            }
        }

        var mutator = new Mutator(seeds, seed);
        while (Executions < executions && _crashes.Count < MaxCrashes)
        {
            Execute(mutator.Next());
        }
    }

    /// <summary>The execution in hand as a finding, while another thread is stuck in it.</summary>
    internal Crash GiveUp(Exception reason) => new(_input[.._length], Executions, reason);

    private void Execute(ReadOnlySpan<byte> input)
    {
        Keep(input);
        Executions++;
        var begin = Stopwatch.GetTimestamp();
        try
        {
            _execution(input);
            if (Stopwatch.GetElapsedTime(begin) > Hang)
            {
                throw new TimeoutException($"The input took more than {Hang.TotalSeconds} s.");
            }
        }
#pragma warning disable CA1031 // Whatever a parser throws is what we are looking for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Note(input, exception);
        }
    }

    private void Keep(ReadOnlySpan<byte> input)
    {
        if (_input.Length < input.Length)
        {
            _input = new byte[2 * input.Length];
        }

        input.CopyTo(_input);
        _length = input.Length;
    }

    private void Note(ReadOnlySpan<byte> input, Exception exception)
    {
        var place = new StackTrace(exception).GetFrame(0)?.ToString() ?? string.Empty;
        if (_places.Add($"{exception.GetType()} {place}"))
        {
            _crashes.Add(new Crash(input.ToArray(), Executions, exception));
        }

        // What is left of the state is not worth anything.
        _execution = target.Start();
    }
}
