namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>One clinic with an issuer, whose practice decides on roles itself.</summary>
public sealed class OidcFixture : IAsyncLifetime
{
    public OidcClinic Clinic { get; private set; } = null!;

    public async Task InitializeAsync() => Clinic = await OidcClinic.StartAsync();

    public async Task DisposeAsync() => await Clinic.DisposeAsync();
}

/// <summary>One clinic whose issuer decides on roles, and whose practice admits whoever has one.</summary>
public sealed class OidcRolesFixture : IAsyncLifetime
{
    public const string Therapist = "PsyCare.Therapist";
    public const string Administrator = "PsyCare.Administrator";

    public OidcClinic Clinic { get; private set; } = null!;

    public async Task InitializeAsync() => Clinic = await OidcClinic.StartAsync(o => o with
    {
        Roles = $"{Therapist}=therapist, {Administrator}=administrator",
        AdmitsUninvited = true,
    });

    public async Task DisposeAsync() => await Clinic.DisposeAsync();
}
