using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>A product with a TURN server, where coturn is there, and a Chromium for whoever is not the foreign peer.</summary>
public sealed class ForeignPeers : IAsyncLifetime
{
    private Coturn? _coturn;

    public Product Product { get; private set; } = null!;

    public Chromium Chromium { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        string[] turn = [];
        if (File.Exists(Coturn.Path))
        {
            _coturn = await Coturn.StartAsync();
            turn = ["--turn-urls", $"turn:127.0.0.1:{_coturn.Port}?transport=tcp", "--turn-secret-file", _coturn.SecretFile];
        }

        Product = await Product.StartNewAsync(RunningProduct.Metadata("SiloAssembly"), turn);
        Chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await Product.DisposeAsync();
        _coturn?.Dispose();
    }

    /// <summary>A signed-in therapist with a new patient.</summary>
    /// <returns>The therapist's page and the invite link.</returns>
    public async Task<(TherapistPage Therapist, string Invite)> InviteAsync(string patientName)
    {
        await Chromium.EveryoneLeavesAsync();
        var therapist = new TherapistPage(await Chromium.NewPersonAsync(Chromium.Laptop));
        await therapist.SignInAsync(Product.Address, Product.SignIn.Email, Product.SignIn.Password);
        return (therapist, await therapist.InviteNewPatientAsync(patientName));
    }

    /// <summary>A patient with Chromium who waits to be admitted.</summary>
    /// <param name="invite">The link.</param>
    /// <param name="script">Runs before anything else in the page, if given.</param>
    public async Task<PatientPage> WaitAsync(string invite, string? script = null)
    {
        var patient = new PatientPage(await Chromium.NewPersonAsync(Chromium.Phone));
        if (script is not null)
            await patient.Page.AddInitScriptAsync(script);
        await patient.OpenInviteAsync(invite);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: false, analysis: false);
        return patient;
    }
}
