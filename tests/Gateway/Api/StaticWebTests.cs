using System.Net;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

public sealed class StaticWebTests
{
    [Fact]
    public async Task The_web_client_is_served_and_its_page_stands_for_every_address_of_its_own()
    {
        var root = Directory.CreateTempSubdirectory("psycare-web-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "assets"));
        await File.WriteAllTextAsync(Path.Combine(root, "index.html"), "<title>PsyCare</title>");
        await File.WriteAllTextAsync(Path.Combine(root, "assets", "app-1a2b.js"), "1");
        await using var clinic = await Clinic.StartAsync(webRoot: root);
        var browser = clinic.NewBrowser();

        foreach (var path in new[] { "/", "/join", "/sessions/abc/review" })
        {
            var page = await browser.GetAsync(path);
            Assert.Equal("<title>PsyCare</title>", await page.Content.ReadAsStringAsync());
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            Assert.True(page.Headers.CacheControl?.NoCache);
            Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        var script = await browser.GetAsync("/assets/app-1a2b.js");
        Assert.Equal(TimeSpan.FromDays(365), script.Headers.CacheControl?.MaxAge);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/assets/gone.js")).StatusCode);
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/none").ProblemAsync(401));
        Directory.Delete(root, recursive: true);
    }
}
