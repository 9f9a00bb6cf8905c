using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Audit;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Hubs;
using PsyCare.Gateway.Media;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;
using PsyCare.Gateway.Web;
using PsyCare.Media;

namespace PsyCare.Gateway;

/// <summary>
/// Puts the gateway into a host. The host supplies <c>IClusterClient</c>, <c>TimeProvider</c>, <c>RecordingVault</c>,
/// <c>AuditLog</c>, <c>FollowedLogs</c>, <c>IAffectTrackStore</c> and <c>IMediaEndpoint</c>.
/// </summary>
public static class GatewaySetup
{
    /// <summary>Adds the gateway's services, among them the ports that the media server needs.</summary>
    public static IServiceCollection AddPsyCareGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options)
            .AddSingleton<SessionViews>()
            .AddSingleton<AccessLog>()
            .AddSingleton<CourseReader>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<EndedSessions>()
            .AddSingleton<ReviewSegments>()
            .AddSingleton<FeedServices>()
            .AddSingleton<SessionFeeds>()
            .AddSingleton<FrameTap>()
            .AddSingleton<IFrameTap>(s => s.GetRequiredService<FrameTap>())
            .AddSingleton<GrainRecorder>()
            .AddSingleton<IMediaRecorder>(s => s.GetRequiredService<GrainRecorder>())
            .AddSingleton<TalkTap>()
            .AddSingleton<IAudioLevelTap>(s => s.GetRequiredService<TalkTap>())
            .AddSingleton<MediaEvents>()
            .AddSingleton<IMediaEvents>(s => s.GetRequiredService<MediaEvents>())
            .AddSingleton<SessionMediaPolicy>()
            .AddSingleton<MediaPeers>()
            .AddSingleton<OfferLimit>()
            .AddSingleton<IceServers>()
            .AddSingleton<MemberConnections>()
            .AddSingleton<MemberNames>()
            .AddSingleton<MyPageReader>()
            .AddSingleton<AuditPages>()
            .AddSingleton<AuditChecks>()
            .AddSingleton<PatientExport>()
            .AddSingleton<ClipShares>();
        // A gateway that does not answer at once is taken for dead: a session waits for it.
        services.AddHttpClient(MediaAffinity.ClientName, c => c.Timeout = TimeSpan.FromSeconds(2));
        // Stopped in reverse: first nobody follows any more, then media ends, then the recordings' ends are entered.
        services.AddHostedService(s => s.GetRequiredService<GrainRecorder>())
            .AddHostedService<MediaHost>()
            .AddHostedService(s => s.GetRequiredService<SessionFeeds>())
            .AddHostedService<SignedOutSweep>()
            .AddHostedService<RetentionWatch>()
            .AddHostedService<AuditReadAhead>();
        services.AddPsyCareAuth(options);
        services.AddPsyCareRateLimits();
        services.AddPsyCareOpenApi();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.ConfigureHttpJsonOptions(o => Json.Configure(o.SerializerOptions));
        services.AddSignalR(UseHub)
            .AddJsonProtocol(o => Json.Configure(o.PayloadSerializerOptions));
        // Compressing secrets beside chosen text leaks them (BREACH), but SameSite=Strict leaves nobody else to choose the text.
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, ProblemResult.ContentType, "image/svg+xml"];
        });
        return services;
    }

    /// <summary>Adds the gateway's middleware and endpoints. Nothing is open to strangers unless it says so.</summary>
    public static WebApplication UsePsyCareGateway(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(c =>
            new ProblemResult(ProblemKind.OfStatus(c.HttpContext.Response.StatusCode)).ExecuteAsync(c.HttpContext));
        app.UseResponseCompression();
        if (app.Services.GetRequiredService<GatewayOptions>().WebRoot is { } webRoot)
            app.UseStaticWeb(webRoot);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseSameSiteGuard();
        app.UseBodyLimits();
        app.UseWebSockets();
        MapEndpoints(app);
        return app;
    }

    /// <summary>Our client gives a silent server 15 s and pings every 5 s; so do we, and a closed laptop is absent soon.</summary>
    private static void UseHub(HubOptions hub)
    {
        hub.AddFilter<RefusalHubFilter>();
        hub.AddFilter<MemberConnections>();
        hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
        hub.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapAuthApi();
        app.MapOidcApi();
        app.MapAccountApi();
        app.MapPasskeysApi();
        app.MapMembersApi();
        app.MapMemberInvitesApi();
        app.MapPolicyApi();
        app.MapCrisisLinesApi();
        app.MapSupervisionApi();
        app.MapRetentionApi();
        app.MapInvitesApi();
        app.MapPatientsApi();
        app.MapSessionsApi();
        app.MapMarkersApi();
        app.MapNotesApi();
        app.MapProcessNoteSearchApi();
        app.MapSafetyApi();
        app.MapWorkspaceApi();
        app.MapReviewApi();
        app.MapReportsApi();
        app.MapClipsApi();
        app.MapBreakGlassApi();
        app.MapPatientAccessApi();
        app.MapMyPageApi();
        app.MapLegalHoldsApi();
        app.MapAuditApi();
        app.MapPatientRightsApi();
        app.MapExportsApi();
        app.MapWhipApi();
        app.MapOperationsApi();
        app.MapHealthApi();
        app.MapHub<SessionHub>("/hubs/session");
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
