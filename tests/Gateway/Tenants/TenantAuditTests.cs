using PsyCare.Contracts.Recordings;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Tenants;

/// <summary>What grains erase by themselves, in a process that both practices share, comes on the audit page of the patient's practice alone.</summary>
public sealed class TenantAuditTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    [Fact]
    public async Task An_erased_recording_is_on_the_page_of_its_own_practice_and_not_on_the_neighbours()
    {
        var own = (await fixture.Own.NewVisitAsync()).SessionId;
        await EraseAsync(own);
        await EraseAsync(fixture.NeighbourSessionId);

        Assert.Equal([$"retention recording {own}"], await ErasedAsync(fixture.Own.Administrator));
        Assert.Equal([$"retention recording {fixture.NeighbourSessionId}"], await ErasedAsync(fixture.Neighbour.Administrator));
    }

    private async Task EraseAsync(string sessionId)
    {
        var recording = fixture.Clinic.Grains.GetGrain<IRecordingGrain>(sessionId);
        await recording.EnsureKeysAsync();
        await recording.EraseRecordingAsync("retention");
    }

    private static async Task<IEnumerable<string>> ErasedAsync(Browser administrator) =>
        (await administrator.GetAsync("/api/practice/audit?action=erased").JsonAsync()).GetProperty("entries").EnumerateArray()
            .Select(entry => string.Join(' ', ((string[])["actorId", "detail", "sessionId"]).Select(name => entry.GetProperty(name).GetString())));
}
