using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PsyCare.Domain;

namespace PsyCare.Gateway.Media;

/// <summary>A TURN server as <c>RTCIceServer</c> takes it.</summary>
internal sealed record IceServerView(IReadOnlyList<string> Urls, string Username, string Credential);

/// <summary>
/// Credentials for the TURN server that expire by themselves: the user name says until when, the password proves that we said so
/// (draft-uberti-behave-turn-rest-00; coturn: <c>use-auth-secret</c>). The name is random: the server's log tells nothing about people.
/// </summary>
internal sealed class IceServers(GatewayOptions options, TimeProvider time)
{
    /// <summary>A relay is refreshed with the credentials it was made with, so they must outlast the longest session.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    /// <summary>The TURN server with fresh credentials; empty where none is configured.</summary>
    public IReadOnlyList<IceServerView> Issue()
    {
        if (options.Turn is not { } turn)
            return [];
        var username = string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + Lifetime).ToUnixTimeSeconds()}:{Ids.New()}");
        return [new IceServerView(turn.Urls, username, Password(turn.Secret, username))];
    }

    /// <summary>The same as <c>Link</c> headers of a WHIP answer (RFC 9725 section 4.6).</summary>
    public string[] IssueLinks() =>
    [
        .. Issue().SelectMany(server => server.Urls.Select(url =>
            $"<{url}>; rel=\"ice-server\"; username=\"{server.Username}\"; credential=\"{server.Credential}\"; credential-type=\"password\"")),
    ];

#pragma warning disable CA5350 // The protocol between applications and TURN servers has HMAC-SHA1.
    private static string Password(string secret, string username) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username)));
#pragma warning restore CA5350
}
