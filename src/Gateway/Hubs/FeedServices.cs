using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Media;

namespace PsyCare.Gateway.Hubs;

/// <summary>What every feed works with.</summary>
internal sealed record FeedServices(
    IClusterClient Grains,
    IHubContext<SessionHub> Hub,
    SessionViews Views,
    SessionMediaPolicy Media,
    TalkTap Talk,
    GatewayOptions Options,
    TimeProvider Time,
    ILogger<SessionFeed> Log);
