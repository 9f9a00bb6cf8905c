using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using PsyCare.Gateway.Auth;

namespace PsyCare.Gateway.Hubs;

/// <summary>Counts the hub's open connections, and keeps those of members. A cookie is checked when a connection opens; this is how it can end afterwards.</summary>
internal sealed class MemberConnections : IHubFilter
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new();

    /// <inheritdoc/>
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (context.Context.User?.ClinicianId() is not null)
            _open[context.Context.ConnectionId] = context.Context;
        GatewayMetrics.HubConnections.Add(1, Role(context));
        return next(context);
    }

    /// <inheritdoc/>
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        _open.TryRemove(context.Context.ConnectionId, out _);
        GatewayMetrics.HubConnections.Add(-1, Role(context));
        return next(context, exception);
    }

    /// <summary>Ends the connections of browsers that are signed in no longer, or no longer as a therapist.</summary>
    public async Task CloseSignedOutAsync(AccountCheck accounts)
    {
        foreach (var connection in _open.Values)
        {
            var user = connection.User!;
            if (!await accounts.IsTherapistAsync(user.ClinicianId()!, user.DeviceId()))
                connection.Abort();
        }
    }

    private static KeyValuePair<string, object?> Role(HubLifetimeContext context) =>
        new("role", context.Context.User?.ClinicianId() is null ? "patient" : "clinician");
}
