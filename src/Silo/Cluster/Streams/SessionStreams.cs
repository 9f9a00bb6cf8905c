using System.Collections.Concurrent;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;
using PsyCare.Contracts;

namespace PsyCare.Silo.Cluster.Streams;

/// <summary>
/// The streams of frames and readings: Orleans' persistent streams over queues in the silos' memory. What is on its way when a silo dies is lost, as a late
/// frame would be; and an event whose receipt got lost may be delivered again.
/// </summary>
internal sealed class SessionStreams : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    /// <summary>The pause between an empty answer of a queue, which comes late, and the next question.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(10);

    private readonly IGrainFactory _grains;
    private readonly Serializer _serializer;
    private readonly TimeProvider _time;
    private readonly HashRingBasedStreamQueueMapper _mapper;
    private readonly ConcurrentDictionary<QueueId, Outbox> _outboxes = new();

    private SessionStreams(string name, IGrainFactory grains, Serializer serializer, TimeProvider time)
    {
        Name = name;
        _grains = grains;
        _serializer = serializer;
        _time = time;
        _mapper = new HashRingBasedStreamQueueMapper(new HashRingStreamQueueMapperOptions(), name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <inheritdoc/>
    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    /// <summary>Gives a silo the streams, and its part in their delivery.</summary>
    public static void Use(ISiloBuilder silo) => silo.AddPersistentStreams(StreamNames.Provider, Create, streams =>
        streams.Configure<StreamPullingAgentOptions>(o => o.Configure(agent => agent.GetQueueMsgsTimerPeriod = AskAgainAfter)));

    /// <summary>Gives a client the streams.</summary>
    public static void Use(IClientBuilder client) => client.AddPersistentStreams(StreamNames.Provider, Create, _ => { });

    /// <inheritdoc/>
    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        var queue = _mapper.GetQueueForStream(streamId);
        return _outboxes.GetOrAdd(queue, id => new Outbox(Queue(id).AddAsync, _time)).AddAsync(StreamEvent.Of(streamId, events, _serializer));
    }

    /// <inheritdoc/>
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new Receiver(Queue(queueId));

    /// <inheritdoc/>
    public IQueueCache CreateQueueCache(QueueId queueId) => new RecentEvents(_time);

    /// <inheritdoc/>
    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    /// <inheritdoc/>
    public IQueueAdapterCache GetQueueAdapterCache() => this;

    /// <inheritdoc/>
    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    /// <inheritdoc/>
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    private static SessionStreams Create(IServiceProvider services, string name) => new(
        name, services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<Serializer>(), services.GetRequiredService<TimeProvider>());

    private IStreamQueueGrain Queue(QueueId id) => _grains.GetGrain<IStreamQueueGrain>(id.ToString());

    private sealed class Receiver(IStreamQueueGrain queue) : IQueueAdapterReceiver
    {
        private Task _taking = Task.CompletedTask;

        public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

        public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
        {
            var taking = queue.TakeAsync(maxCount);
            _taking = taking;
            return await taking;
        }

        public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

        /// <summary>What a call under way takes would be lost without it.</summary>
        public async Task Shutdown(TimeSpan timeout) => await _taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
