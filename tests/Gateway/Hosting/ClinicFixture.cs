using PsyCare.Silo.Demo;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>One clinic with two therapists, a supervisor and an administrator, shared by the tests that do not need one of their own.</summary>
public sealed class ClinicFixture : IAsyncLifetime
{
    public Clinic Clinic { get; private set; } = null!;

    public Browser Therapist { get; private set; } = null!;

    public Browser OtherTherapist { get; private set; } = null!;

    public Browser Supervisor { get; private set; } = null!;

    public Browser Administrator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Clinic = await Clinic.StartAsync();
        await Clinic.AddClinicianAsync(Clinic.OtherEmail, Clinic.OtherPassword);
        Therapist = await Clinic.SignInAsync();
        Supervisor = await Clinic.SignInAsync(DemoMember.Supervisor);
        Administrator = await Clinic.SignInAsync(DemoMember.Administrator);
        OtherTherapist = await Clinic.SignInAsync(Clinic.OtherEmail, Clinic.OtherPassword);
    }

    public async Task DisposeAsync() => await Clinic.DisposeAsync();

    /// <summary>A patient of the demo therapist with a session; the patient's browser has redeemed the invite.</summary>
    public Task<Visit> NewVisitAsync() => Visit.CreateAsync(Clinic, Therapist);
}

[CollectionDefinition(Name)]
public sealed class SharedClinic : ICollectionFixture<ClinicFixture>
{
    public const string Name = "clinic";
}
