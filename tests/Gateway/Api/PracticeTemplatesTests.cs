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

    [Fact]
    public async Task Therapists_find_them_in_the_order_that_the_administrator_gave_and_each_change_is_an_entry()
    {
        foreach (var id in new[] { "o1", "o2" })
            (await fixture.Administrator.PutAsync($"{Templates}/{id}", new { name = $"Order {id}", text = "### Reason" })).EnsureSuccessStatusCode();
        (await fixture.Administrator.PutAsync(Templates, new[] { "o2", "o1" })).EnsureSuccessStatusCode();

        var seen = (await fixture.Therapist.GetAsync("/api/workspace").JsonAsync()).GetProperty("practiceTemplates");
        Assert.Equal(["o2", "o1"], seen.EnumerateArray().Select(t => t.GetProperty("id").GetString()!).Where(id => id[0] == 'o'));
        Assert.Equal("invalid", await fixture.Administrator.PutAsync(Templates, new[] { "o1", "o1" }).ProblemAsync(422));
        var entries = (await fixture.Administrator.GetAsync("/api/practice/audit?action=templatesChanged").JsonAsync()).GetProperty("entries");
        Assert.Equal([null, "o2", "o1"], entries.EnumerateArray().Take(3).Select(e => e.GetProperty("detail").GetString()));
        foreach (var id in new[] { "o1", "o2" })
            (await fixture.Administrator.SendAsync(HttpMethod.Delete, $"{Templates}/{id}")).EnsureSuccessStatusCode();
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
