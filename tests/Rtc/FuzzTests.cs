using PsyCare.Fuzz;

namespace PsyCare.Rtc.Tests;

/// <summary>The short run of tests/Fuzz: whatever comes, a parser says no or gives views that stay inside the bytes. `./test fuzz` is the long one.</summary>
public class FuzzTests
{
    private const int Executions = 20_000;

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Mutated_input_is_survived(string name)
    {
        var target = FuzzTarget.All.Single(t => t.Name == name);
        Assert.NotEmpty(Corpus.Seeds(target));
        var fuzzer = new Fuzzer(target, seed: 20_261_122);
        Assert.Null(Watched.Run(fuzzer, Executions));
        Assert.Empty(fuzzer.Crashes.Select(c => $"{c.Reason} at execution {c.Execution}: {Convert.ToHexString(c.Input)}"));
        Assert.Equal(Executions, fuzzer.Executions);
    }

    [Fact]
    public void A_parser_that_trusts_a_length_field_is_caught()
    {
        var naive = new FuzzTarget("rtp", 1, () => static input =>
        {
            if (input.Length >= 16 && (input[0] & 0x10) != 0)
            {
                _ = input[16 + (input[15] * 4)];
            }
        });
        var fuzzer = new Fuzzer(naive, seed: 1);
        fuzzer.Run(Executions);
        Assert.Single(fuzzer.Crashes);
    }

    [Fact]
    public void An_input_that_never_ends_is_caught()
    {
        using var isOver = new ManualResetEventSlim();
        var endless = new FuzzTarget("rtp", 1, () => input =>
        {
            while (input.Length == 7 && !isOver.IsSet)
            {
                Thread.SpinWait(1000);
            }
        });
        var stuck = Watched.Run(new Fuzzer(endless, seed: 1), Executions, TimeSpan.FromSeconds(1));
        isOver.Set();
        Assert.Equal(7, stuck?.Input.Length);
    }
}
