using System.Net.Http.Json;
using System.Text.Json;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>
/// An HTTP client that keeps cookies as a browser on localhost does: there, a Secure cookie is sent over HTTP too, which .NET's own
/// cookie container refuses.
/// </summary>
public sealed class Browser(Uri url)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public Uri Url { get; } = url;

    /// <summary>The cookie header; null when there is no cookie.</summary>
    public string? Cookie { get; private set; }

    /// <summary>The last Set-Cookie header.</summary>
    public string? SetCookie { get; private set; }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpResponseMessage> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) => SendAsync(method, path, request =>
    {
        request.Headers.Add("X-PsyCare", "1");
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
    });

    /// <summary>Sends exactly what <paramref name="fill"/> makes of the request, and the cookie.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage> fill)
    {
        var request = new HttpRequestMessage(method, new Uri(Url, path));
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        fill(request);
        var response = await Http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            SetCookie = set.Last();
            var pair = SetCookie.Split(';')[0];
            Cookie = pair.EndsWith('=') ? null : pair;
        }

        return response;
    }
}

public static class ResponseExtensions
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> pending)
    {
        var response = await pending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Checks that the answer is a complete problem and returns its code.</summary>
    public static async Task<string> ProblemAsync(this Task<HttpResponseMessage> pending, int status)
    {
        var response = await pending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"expected {status}, got {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        var code = problem.GetProperty("code").GetString()!;
        Assert.Equal($"urn:psycare:problem:{code}", problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return code;
    }
}
