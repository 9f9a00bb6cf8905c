using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Orleans;
using PsyCare.Contracts.Affect;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;

namespace PsyCare.Gateway.Hubs;

/// <summary>What <see cref="SessionHub.Join"/> answers.</summary>
/// <param name="Session">The session now.</param>
/// <param name="Affect">Readings missed since the given sequence, oldest first, the last minute at most; always empty for a patient.</param>
internal sealed record JoinResult(SessionView Session, IReadOnlyList<AffectSampleView> Affect);

/// <summary>Live news of one session. A connection that has joined counts as its role's presence.</summary>
[Authorize(Policies.Participant)]
internal sealed class SessionHub(
    SessionFeeds feeds, SessionAccess access, SessionViews views, IClusterClient grains, AccessLog accesses) : Hub
{
    private const string FeedItem = "feed";

    /// <summary>
    /// Follows a session from now on; call it again after every reconnect. Readings that come while this answers are pushed as well: the
    /// client orders by sequence and drops what it has.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="afterSequence">The last reading that the client has; 0 for none.</param>
    public async Task<JoinResult> Join(string sessionId, long afterSequence)
    {
        var user = Context.User!;
        var role = user.Role();
        await access.OpenAsync(user, sessionId);
        if (Joined?.SessionId != sessionId)
            await EnterAsync(sessionId, role);
        var view = await views.ViewAsync((await access.OpenAsync(user, sessionId)).Snapshot, role);
        if (role == ParticipantRole.Patient)
            return new JoinResult(view, []);

        await accesses.RecordAsync(sessionId, user.ActorId(), "session");
        var missed = await grains.GetGrain<IAffectGrain>(sessionId).GetRecentAsync(afterSequence);
        return new JoinResult(view, [.. missed.Select(AffectSampleView.Of)]);
    }

    /// <summary>Tells the other side whether this one's camera and microphone are on.</summary>
    /// <param name="sending">What this page sends.</param>
    public Task Tell(SendingView sending) => Joined is { } feed
        ? grains.GetGrain<ISessionGrain>(feed.SessionId).ReportSendingAsync(Context.User!.Role(), sending.ToSent())
        : Task.CompletedTask;

    /// <summary>The person leaves on purpose: the other side is told so, and not that a connection was lost.</summary>
    public Task Leave() => LeaveAsync(onPurpose: true);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await LeaveAsync();
        await base.OnDisconnectedAsync(exception);
    }

    private SessionFeed? Joined => Context.Items.TryGetValue(FeedItem, out var feed) ? (SessionFeed?)feed : null;

    private async Task EnterAsync(string sessionId, ParticipantRole role)
    {
        await LeaveAsync();
        var feed = await feeds.AcquireAsync(sessionId);
        Context.Items[FeedItem] = feed;
        await Groups.AddToGroupAsync(Context.ConnectionId, SessionGroups.Of(sessionId, role));
        await feed.Presence.EnterAsync(role);
    }

    private async Task LeaveAsync(bool onPurpose = false)
    {
        if (Joined is not { } feed)
            return;
        var role = Context.User!.Role();
        Context.Items.Remove(FeedItem);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, SessionGroups.Of(feed.SessionId, role));
        // Not awaited: the grace period must not hold the connection's end.
        _ = feeds.LeaveAsync(feed, role, onPurpose);
    }
}
