using Orleans;
using Orleans.Streams;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.EndToEnd.Tests.Prepared;

/// <summary>The fake patient's clip, over and over, sent where the media server sends the pictures of a patient: a face to read without a browser.</summary>
public sealed class FedSession : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(67);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _feeding;

    internal FedSession(IClusterClient grains, string sessionId)
    {
        SessionId = sessionId;
        _feeding = FeedAsync(grains.GetStreamProvider(StreamNames.Provider).GetStream<FrameMessage>(StreamNames.Frames, sessionId));
    }

    /// <summary>The session that is live.</summary>
    public string SessionId { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feeding;
        _stop.Dispose();
    }

    private async Task FeedAsync(IAsyncStream<FrameMessage> frames)
    {
        var clip = FakePatientClip.ReadSmallFrames();
        using var timer = new PeriodicTimer(Between);
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(_stop.Token); i++)
            {
                var picture = clip[i % clip.Count];
                var atMs = (long)(i * Between.TotalMilliseconds);
                await frames.OnNextAsync(new FrameMessage(picture.Data, (uint)(atMs * 90), picture.IsKeyframe, atMs));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Fed long enough.
        }
    }
}
