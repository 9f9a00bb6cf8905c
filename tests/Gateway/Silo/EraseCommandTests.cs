using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Vault;

namespace PsyCare.Gateway.Tests.Silo;

[Collection(SharedClinic.Name)]
public sealed class EraseCommandTests(ClinicFixture fixture)
{
    [Theory]
    [InlineData("patient")]
    [InlineData("session")]
    [InlineData("recording")]
    [InlineData("affect")]
    public async Task An_id_of_nobody_is_refused_and_named(string kind)
    {
        var id = Ids.New();
        var refused = await Assert.ThrowsAsync<SiloOptionsException>(() => RunAsync("erase", kind, id));
        Assert.StartsWith($"There is no {kind} {id}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_is_held_then_let_go_and_erased_once()
    {
        var patientId = (await fixture.NewVisitAsync()).PatientId;
        await RunAsync("hold", "patient", patientId, "on", "Court of Milan, file 12/26");
        Assert.Contains("legal hold", (await Assert.ThrowsAsync<SiloOptionsException>(() => RunAsync("erase", "patient", patientId))).Message, StringComparison.Ordinal);
        await RunAsync("hold", "patient", patientId, "off", "The court has closed the file");
        Assert.Equal($"patient {patientId} is erased, in every copy.", await RunAsync("erase", "patient", patientId));
        await Assert.ThrowsAsync<SiloOptionsException>(() => RunAsync("erase", "patient", patientId));
    }

    [Fact]
    public async Task A_hold_without_a_reason_is_none()
    {
        var patientId = (await fixture.NewVisitAsync()).PatientId;
        await Assert.ThrowsAsync<SiloOptionsException>(() => RunAsync("hold", "patient", patientId, "on"));
        await Assert.ThrowsAsync<SiloOptionsException>(() => RunAsync("hold", "patient", patientId, "on", "no"));
        Assert.False(await fixture.Clinic.Grains.GetGrain<IPatientGrain>(patientId).IsHeldAsync());
    }

    private async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        await EraseCommand.RunAsync(args, fixture.Clinic.Grains, output);
        return output.ToString().Trim();
    }
}
