using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class PracticeTemplatesTests(ClinicFixture fixture)
{
    private const string Templates = "/api/practice/templates";

    [Fact]
    public async Task What_an_administrator_keeps_for_the_practice_every_therapist_can_begin_from()
    {
        (await fixture.Administrator.PutAsync($"{Templates}/t9", new { name = "House intake", text = "### Reason" })).EnsureSuccessStatusCode();
        var listed = await fixture.Administrator.GetAsync(Templates).JsonAsync();
        Assert.Contains(listed.EnumerateArray(), t => t.GetProperty("name").GetString() == "House intake");
        var seen = (await fixture.OtherTherapist.GetAsync("/api/workspace").JsonAsync()).GetProperty("practiceTemplates");
        Assert.Contains(seen.EnumerateArray(), t => t.GetProperty("id").GetString() == "t9");

        Assert.Equal("invalid", await fixture.Administrator.PutAsync($"{Templates}/t9", new { name = "", text = "x" }).ProblemAsync(422));
        (await fixture.Administrator.SendAsync(HttpMethod.Delete, $"{Templates}/t9")).EnsureSuccessStatusCode();
        Assert.Equal(0, (await fixture.Administrator.GetAsync(Templates).JsonAsync()).GetArrayLength());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_supervisor_does_not_manage_them(string method)
    {
        var path = method == "GET" ? Templates : $"{Templates}/t1";
        var response = await fixture.Supervisor.SendAsync(new HttpMethod(method), path, method == "PUT" ? new StringContent("""{"name":"x","text":"y"}""", System.Text.Encoding.UTF8, "application/json") : null);
        Assert.Equal("forbidden", await Task.FromResult(response).ProblemAsync(403));
    }
}
