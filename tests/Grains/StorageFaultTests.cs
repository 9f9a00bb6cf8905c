using Orleans.Runtime;
using Orleans.Storage;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Grains.Tests.Hosting;

namespace PsyCare.Grains.Tests;

/// <summary>A storage that fails now and then: what was acknowledged is stored, once, and the session goes on without a restart.</summary>
public sealed class StorageFaultTests : GrainTest
{
    private const int Markers = 40;
    private const int Patience = 30;

    [Theory]
    [InlineData(StorageFault.RefusesWrites)]
    [InlineData(StorageFault.RefusesWritesThenReads)]
    [InlineData(StorageFault.RefusesWrites, StorageFault.RefusesWritesThenReads)]
    [InlineData(StorageFault.LosesAnswers)]
    [InlineData(StorageFault.ReportsConflicts)]
    [InlineData(StorageFault.RefusesWrites, StorageFault.RefusesWritesThenReads, StorageFault.LosesAnswers, StorageFault.ReportsConflicts)]
    public async Task Acknowledged_markers_are_stored_once(params StorageFault[] kinds)
    {
        await GoLiveAsync();
        var random = new Random(1);
        var faults = 0;
        Fakes.NextStorageFault = () => random.Next(2) == 0 && ++faults > 0 ? kinds[random.Next(kinds.Length)] : StorageFault.None;
        var acknowledged = new List<string>();
        for (var i = 0; i < Markers; i++)
        {
            var marker = new Marker(Ids.New(), i, "");
            await RepeatUntilAcknowledgedAsync(marker);
            acknowledged.Add(marker.Id);
        }

        await ForgetAsync();
        Assert.True(faults > Markers / 4, "the storage hardly failed: the test says nothing");
        Assert.Equal(acknowledged, (await Session.GetAsync()).Markers.Select(m => m.Id));
    }

    /// <summary>As the web client does: the same write again until it is acknowledged.</summary>
    private async Task RepeatUntilAcknowledgedAsync(Marker marker)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Session.PutMarkerAsync(marker);
                return;
            }
            catch (Exception e) when (attempt < Patience && (e is IOException or OrleansException))
            {
                // Nobody knows whether it was made.
            }
        }
    }

    /// <summary>A conflict ends the activation: the next one has nothing but what is stored.</summary>
    private async Task ForgetAsync()
    {
        Fakes.NextStorageFault = () => StorageFault.ReportsConflicts;
        await Assert.ThrowsAsync<InconsistentStateException>(() => Session.PutMarkerAsync(new Marker(Ids.New(), 0, "")));
        Fakes.NextStorageFault = () => StorageFault.None;
    }
}
