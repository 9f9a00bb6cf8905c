using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using PsyCare.Contracts.Sessions;
using PsyCare.Silo.Cluster;
using PsyCare.TestKit.Time;

namespace PsyCare.Cluster.Tests;

/// <summary>Which failures of a call are a lost silo's.</summary>
public sealed class LostSiloRetryTests
{
    public static TheoryData<Exception> Losses =>
    [
        new TimeoutException(), new SiloUnavailableException(),
        // Seen after a kill: "Message expired before placement could complete".
        new OperationCanceledException(), new TaskCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_call_that_was_lost_is_made_again(Exception loss)
    {
        var call = new Call(loss);
        await RunAsync(call);
        Assert.Equal(2, call.Made);
    }

    [Fact]
    public async Task A_call_that_was_refused_is_not()
    {
        var call = new Call(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(call));
        Assert.Equal(1, call.Made);
    }

    private static async Task RunAsync(Call call)
    {
        var clock = new FakeTimeProvider();
        var calling = new LostSiloRetry(clock).Invoke(call);
        clock.Advance(TimeSpan.FromSeconds(1));
        await calling.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>A call that fails the first time.</summary>
    private sealed class Call(Exception failure) : IOutgoingGrainCallContext
    {
        public int Made { get; private set; }

        public MethodInfo InterfaceMethod { get; } = typeof(ISessionGrain).GetMethod(nameof(ISessionGrain.GetAsync))!;

        public IInvokable Request => throw new NotSupportedException();

        public object Grain => throw new NotSupportedException();

        public GrainId? SourceId => throw new NotSupportedException();

        public GrainId TargetId => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public string InterfaceName => throw new NotSupportedException();

        public string MethodName => throw new NotSupportedException();

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public IGrainContext? SourceContext => throw new NotSupportedException();

        public Task Invoke() => ++Made == 1 ? Task.FromException(failure) : Task.CompletedTask;
    }
}
