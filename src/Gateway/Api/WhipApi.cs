using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Media;
using PsyCare.Gateway.Problems;
using PsyCare.Media;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Gateway.Api;

/// <summary>
/// Signalling after WHIP (RFC 9725): an SDP offer in, an answer out, DELETE to leave. The endpoint is ICE-lite with all its candidates in
/// the answer, so trickled candidates (RFC 8840) are taken and not needed. A PATCH with <c>If-Match: *</c> restarts ICE.
/// </summary>
internal static class WhipApi
{
    private const string OfferText =
        "RFC 9725. The offer needs Opus, VP8 or H.264 (constrained baseline, packetization-mode=1), BUNDLE, rtcp-mux, a SHA-256 fingerprint and "
        + "setup:actpass or active; it may be sendrecv, sendonly or recvonly. Ours is the ICE-lite, DTLS-passive side with all its candidates in the "
        + "answer: UDP, and where it is configured TCP for networks without UDP (RFC 6544, tcptype passive: the client connects; RFC 4571 framing). "
        + "The answer's headers: Location (the connection: PATCH restarts ICE, DELETE leaves), ETag (the ICE session), Link with "
        + "rel=\"ice-server\" (TURN, with credentials for six hours). The answer names one codec of pictures, VP8 where both sides offer it. A "
        + "connection whose codec the other side lacks is closed: offer anew.";

    private const string Sdp = "application/sdp";
    private const string Fragment = "application/trickle-ice-sdpfrag";

    public static void MapWhipApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/whip/{sessionId}").WithTags("Media").RequireAuthorization(Policies.Media)
            .AddEndpointFilter<RouteGroupBuilder, MediaAffinity>();
        group.MapPost("/", OfferAsync).LimitBody(BodyLimit.Sdp).WithMetadata(new RawBody(Sdp))
            .Produces<string>(201, Sdp)
            .Describe("whipOffer", "Connects media: offer in, answer out. Replaces the participant's earlier connection.",
                ProblemKind.NotFound, ProblemKind.WrongPhase, ProblemKind.OfferRejected, ProblemKind.OfferMalformed, ProblemKind.PayloadTooLarge,
                ProblemKind.UnsupportedMediaType, ProblemKind.RateLimited, ProblemKind.Full)
            .WithDescription(OfferText);
        group.MapPatch("/{resourceId}", TrickleAsync).LimitBody(BodyLimit.Sdp).WithMetadata(new RawBody(Fragment))
            .Produces(204)
            .Produces<string>(200, Fragment)
            .Describe("whipTrickle", "Takes trickled candidates (204), or restarts ICE if the request has If-Match: * (200, our new parameters).",
                ProblemKind.NotFound, ProblemKind.OfferRejected, ProblemKind.OfferMalformed, ProblemKind.UnsupportedMediaType);
        group.MapDelete("/{resourceId}", Delete)
            .Produces(200)
            .Describe("whipDelete", "Closes the connection.", ProblemKind.NotFound);
    }

    private static async Task<IResult> OfferAsync(
        string sessionId, HttpContext http, SessionAccess access, MediaPeers peers, OfferLimit limit, IceServers iceServers)
    {
        var grant = GrantFor(http, sessionId);
        if (!HasContentType(http.Request, Sdp))
            return new ProblemResult(ProblemKind.UnsupportedMediaType);
        await access.OpenAsync(http.User, sessionId);
        if (!limit.Allows(sessionId, grant.PrincipalId))
            return new ProblemResult(ProblemKind.RateLimited);
        var offer = await ReadAsync(http);
        try
        {
            var answer = await peers.AnswerAsync(grant, offer);
            http.Response.Headers.Location = $"/api/whip/{sessionId}/{answer.ResourceId}";
            http.Response.Headers.ETag = TagOf(answer.Sdp);
            http.Response.Headers.Link = iceServers.IssueLinks();
            return TypedResults.Text(answer.Sdp, Sdp, statusCode: StatusCodes.Status201Created);
        }
        catch (SdpRejectedException e)
        {
            return Rejected(e);
        }
        catch (MediaRefusedException e)
        {
            return new ProblemResult(e.Refusal == MediaRefusal.NoCall ? ProblemKind.WrongPhase : ProblemKind.Full);
        }
    }

    private static async Task<IResult> TrickleAsync(string sessionId, string resourceId, HttpContext http, MediaPeers peers, IMediaEndpoint media)
    {
        var grant = GrantFor(http, sessionId);
        if (!HasContentType(http.Request, Fragment))
            return new ProblemResult(ProblemKind.UnsupportedMediaType);
        peers.Require(resourceId, sessionId, grant.Role);
        var fragment = await ReadAsync(http);
        // Trickled candidates name the ICE session they are for; only a client that restarts it matches any (RFC 9725 4.3.3).
        return http.Request.Headers.IfMatch.ToString() is "*" or "\"*\"" ? Restart(resourceId, fragment, http, media) : TypedResults.NoContent();
    }

    private static IResult Restart(string resourceId, string fragment, HttpContext http, IMediaEndpoint media)
    {
        try
        {
            var answer = media.RestartIce(resourceId, fragment) ?? throw new RefusedException(Refusal.NotFound);
            http.Response.Headers.ETag = TagOf(answer);
            return TypedResults.Text(answer, Fragment);
        }
        catch (SdpRejectedException e)
        {
            return Rejected(e);
        }
    }

    private static ProblemResult Rejected(SdpRejectedException e) => new(
        e.Rejection == SdpRejection.Malformed ? ProblemKind.OfferMalformed : ProblemKind.OfferRejected,
        JsonNamingPolicy.CamelCase.ConvertName(e.Rejection.ToString()));

    /// <summary>The entity tag of an ICE session: it changes with our credentials.</summary>
    private static string TagOf(string description) => $"\"{IceFragment.Parse(description).Ufrag}\"";

    private static Ok Delete(string sessionId, string resourceId, HttpContext http, MediaPeers peers, IMediaEndpoint media)
    {
        peers.Require(resourceId, sessionId, GrantFor(http, sessionId).Role);
        if (!media.Leave(resourceId))
            throw new RefusedException(Refusal.NotFound);
        return TypedResults.Ok();
    }

    /// <summary>What the token allows; a token of another session finds nothing here.</summary>
    private static MediaGrant GrantFor(HttpContext http, string sessionId) =>
        http.Features.Get<MediaGrant>() is { } grant && grant.SessionId == sessionId ? grant : throw new RefusedException(Refusal.NotFound);

    private static bool HasContentType(HttpRequest request, string type) =>
        request.ContentType is { } given && given.Split(';')[0].Trim().Equals(type, StringComparison.OrdinalIgnoreCase);

    private static async Task<string> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}
