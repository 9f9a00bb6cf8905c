using System.Net.Http.Json;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>
/// A browser with all its cookies that follows the way to an issuer and back. When the issuer sends it back, cookies that are SameSite=Strict
/// stay behind, as a real browser leaves them.
/// </summary>
public sealed class JarBrowser(Uri url)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private readonly Dictionary<string, (string Value, bool Strict)> _cookies = [];

    /// <summary>The names of its cookies.</summary>
    public IReadOnlyCollection<string> Cookies => _cookies.Keys;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, new Uri(url, path), null, strict: true);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, new Uri(url, path), body ?? new { }, strict: true);

    public Task<HttpResponseMessage> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, new Uri(url, path), body, strict: true);

    /// <summary>Goes to the issuer and as far back as the callback's address, without opening it.</summary>
    public async Task<Uri> CallbackAsync(string path = "/api/auth/oidc/start", object? body = null)
    {
        var start = await PostAsync(path, body).JsonAsync();
        var back = await Http.GetAsync(start.GetProperty("url").GetString());
        Assert.Equal(302, (int)back.StatusCode);
        return back.Headers.Location!;
    }

    /// <summary>Comes back from the issuer.</summary>
    /// <returns>The page that it is sent to.</returns>
    public async Task<string> ReturnAsync(Uri callback)
    {
        var response = await SendAsync(HttpMethod.Get, callback, null, strict: false);
        Assert.Equal(302, (int)response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>Signs in by the issuer, or does with it what <paramref name="body"/> says.</summary>
    /// <returns>The page at the end.</returns>
    public async Task<string> GoAsync(string path = "/api/auth/oidc/start", object? body = null) => await ReturnAsync(await CallbackAsync(path, body));

    /// <summary>Signs in with a password.</summary>
    public async Task SignInAsync(string email, string password) =>
        (await PostAsync("/api/auth/sign-in", new { email, password })).EnsureSuccessStatusCode();

    /// <summary>Takes over all cookies of another: what a thief of them would have.</summary>
    public JarBrowser Copy()
    {
        var copy = new JarBrowser(url);
        foreach (var (name, cookie) in _cookies)
            copy._cookies[name] = cookie;
        return copy;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, object? body, bool strict)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-PsyCare", "1");
        var cookies = _cookies.Where(c => strict || !c.Value.Strict).Select(c => $"{c.Key}={c.Value.Value}").ToList();
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        var response = await Http.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            Keep(set);
        return response;
    }

    private void Keep(string set)
    {
        var parts = set.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = parts[0].Split('=', 2) is [var n, var v] ? (n, v) : (parts[0], "");
        Assert.Contains("secure", parts, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("httponly", parts, StringComparer.OrdinalIgnoreCase);
        if (value.Length == 0)
            _cookies.Remove(name);
        else
            _cookies[name] = (value, parts.Contains("samesite=strict", StringComparer.OrdinalIgnoreCase));
    }
}
