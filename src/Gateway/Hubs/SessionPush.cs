using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Api;
using PsyCare.Rtc.Layers;

namespace PsyCare.Gateway.Hubs;

/// <summary>
/// Sends a session's news to its groups from two small loops, so that neither a grain nor the media path ever waits for a slow browser.
/// Of session states only the newest matters; readings go out at once and then at most every <see cref="BatchEvery"/>, in batches.
/// </summary>
internal sealed class SessionPush(string sessionId, FeedServices services) : IAsyncDisposable
{
    /// <summary>Longest time that a reading waits for others.</summary>
    public static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(100);

    private const int MostSamplesHeld = 600;

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<SessionSnapshot> _sessions =
        Channel.CreateBounded<SessionSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Channel<AffectSample> _samples =
        Channel.CreateBounded<AffectSample>(new BoundedChannelOptions(MostSamplesHeld) { FullMode = BoundedChannelFullMode.DropOldest });
    private Task _loops = Task.CompletedTask;

    public void Start(SessionNames names) => _loops = Task.WhenAll(RunAsync(() => PushSessionsAsync(names)), RunAsync(PushSamplesAsync));

    public void Session(SessionSnapshot session) => _sessions.Writer.TryWrite(session);

    public void Sample(AffectSample sample) => _samples.Writer.TryWrite(sample);

    public Task TalkAsync(TalkView talk) => SendAsync(ParticipantRole.Clinician, "talk", talk);

    public Task PictureAsync(ParticipantRole who, ViewedPicture picture) => SendAsync(who, "picture", picture);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loops;
        _stop.Dispose();
    }

    private async Task PushSessionsAsync(SessionNames names)
    {
        await foreach (var session in _sessions.Reader.ReadAllAsync(_stop.Token))
        {
            await SendAsync(ParticipantRole.Clinician, "session", services.Views.View(session, names, ParticipantRole.Clinician));
            await SendAsync(ParticipantRole.Patient, "session", services.Views.View(session, names, ParticipantRole.Patient));
        }
    }

    private async Task PushSamplesAsync()
    {
        while (await _samples.Reader.WaitToReadAsync(_stop.Token))
        {
            var batch = new List<AffectSampleView>();
            while (_samples.Reader.TryRead(out var sample))
                batch.Add(AffectSampleView.Of(sample));
            await SendAsync(ParticipantRole.Clinician, "affect", batch);
            await Task.Delay(BatchEvery, services.Time, _stop.Token);
        }
    }

    private async Task SendAsync(ParticipantRole role, string method, object message)
    {
        try
        {
            await services.Hub.Clients.Group(SessionGroups.Of(sessionId, role)).SendAsync(method, message, _stop.Token);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // One message that cannot be sent must not silence those after it.
            services.Log.LogError("A push to session {Session} failed: {Exception} at {Stack}", sessionId, e.GetType().Name, e.StackTrace);
        }
    }

    private async Task RunAsync(Func<Task> loop)
    {
        try
        {
            await Task.Run(loop);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The feed ends.
        }
    }
}
