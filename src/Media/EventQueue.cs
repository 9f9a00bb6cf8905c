using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PsyCare.Media;

/// <summary>Carries events out of the media lock: they are raised in order by one reader, so that a listener can never stall a datagram.</summary>
internal sealed partial class EventQueue
{
    private readonly Channel<Action<IMediaEvents>> _channel =
        Channel.CreateUnbounded<Action<IMediaEvents>>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task _reader;
    private readonly ILogger _log;

    internal EventQueue(IMediaEvents events, ILogger log)
    {
        _log = log;
        _reader = Task.Run(() => ReadAsync(events));
    }

    internal void Raise(Action<IMediaEvents> call) => _channel.Writer.TryWrite(call);

    /// <summary>Raises what is queued, then ends.</summary>
    internal Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        return _reader;
    }

    private async Task ReadAsync(IMediaEvents events)
    {
        await foreach (var call in _channel.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                call(events);
            }
#pragma warning disable CA1031 // A listener's fault must not silence the events after it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogListenerFailed(_log, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener to media events failed")]
    private static partial void LogListenerFailed(ILogger log, Exception exception);
}
