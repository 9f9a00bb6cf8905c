using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Media;

namespace PsyCare.Gateway.Tests.Media;

public sealed class FrameTapTests
{
    private readonly SlowStream _stream = new();

    [Fact]
    public async Task Frames_arrive_in_order_and_what_does_not_fit_is_dropped_and_counted()
    {
        var tap = NewTap();
        tap.OnFrame("s", Frame(0));
        await _stream.Entered.Reader.ReadAsync();
        for (var i = 1; i <= 100; i++)
            tap.OnFrame("s", Frame(i));
        Assert.Equal(100 - 64, tap.DroppedFrames);

        _stream.Gate.SetResult();
        for (var i = 1; i <= 64; i++)
            Assert.Equal(i, (await _stream.Entered.Reader.ReadAsync()).AtMs);
    }

    [Fact]
    public async Task Frames_that_wait_when_consent_ends_are_never_analysed()
    {
        var tap = NewTap();
        for (var i = 0; i < 10; i++)
            tap.OnFrame("s", Frame(i));
        await _stream.Entered.Reader.ReadAsync();
        tap.Close("s");
        tap.OnFrame("s", Frame(1_000));
        _stream.Gate.SetResult();
        Assert.Equal(1_000, (await _stream.Entered.Reader.ReadAsync()).AtMs);
    }

    [Fact]
    public async Task A_session_whose_inference_hangs_does_not_hold_up_another()
    {
        var tap = NewTap();
        tap.OnFrame("hangs", Frame(1));
        await _stream.Entered.Reader.ReadAsync();
        tap.OnFrame("other", Frame(2));
        Assert.Equal(2, (await _stream.Entered.Reader.ReadAsync()).AtMs);
    }

    private static EncodedFrame Frame(long atMs) => new([1], 0, true, atMs);

    private FrameTap NewTap() => new(new Client(_stream), NullLogger<FrameTap>.Instance);

    /// <summary>Says which frame it has been given, and keeps the giver waiting until the gate opens.</summary>
    private sealed class SlowStream : IStreamProvider
    {
        public Channel<FrameMessage> Entered { get; } = Channel.CreateUnbounded<FrameMessage>();

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => StreamNames.Provider;

        public IAsyncStream<T> GetStream<T>(StreamId streamId) => (IAsyncStream<T>)(object)new Stream(this, streamId);

        private sealed class Stream(SlowStream owner, StreamId id) : IAsyncStream<FrameMessage>
        {
            public StreamId StreamId => id;

            public string ProviderName => owner.Name;

            public async Task OnNextAsync(FrameMessage item, StreamSequenceToken? token = null)
            {
                owner.Entered.Writer.TryWrite(item);
                await owner.Gate.Task;
            }

            public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

            public Task<StreamSubscriptionHandle<FrameMessage>> SubscribeAsync(IAsyncObserver<FrameMessage> observer) =>
                throw new NotSupportedException();

            public Task<IList<StreamSubscriptionHandle<FrameMessage>>> GetAllSubscriptionHandles() => throw new NotSupportedException();
        }
    }

    private sealed class Client(IStreamProvider streams) : IClusterClient
    {
        public IServiceProvider ServiceProvider { get; } =
            new ServiceCollection().AddKeyedSingleton(StreamNames.Provider, streams).BuildServiceProvider();

        public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey => throw new NotSupportedException();

        public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
            where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

        public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
            where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();
    }
}
