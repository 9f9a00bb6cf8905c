using Microsoft.AspNetCore.Http;

namespace PsyCare.Gateway.Auth;

/// <summary>
/// A browser in words, so that its owner recognises it in their list. Only these words are kept: the whole <c>User-Agent</c> would be a
/// fingerprint.
/// </summary>
internal static class DeviceNames
{
    private const string Unknown = "?";

    // The first that is found counts: Edge also calls itself Chrome, Chrome also calls itself Safari, an iPad also calls itself Macintosh.
    private static readonly (string Token, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Token, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>E.g. <c>Firefox, Linux</c>; a question mark for what is not known.</summary>
    public static string Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return $"{Find(Browsers, agent)}, {Find(Systems, agent)}";
    }

    private static string Find((string Token, string Name)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Token, StringComparison.Ordinal)).Name ?? Unknown;
}
