using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.Silo.Demo;

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

    /// <summary>The therapist opens the room and lets the waiting patient in.</summary>
    public static async Task AdmitAsync(TherapistPage therapist)
    {
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
    }

    /// <summary>The demo practice's administrator, signed in.</summary>
    public async Task<IPage> NewAdministratorAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Product.Folder, "keys", "demo-sign-in.txt"));
        var page = await Chromium.NewPersonAsync(Chromium.Laptop);
        await page.GotoAsync(Product.Address);
        await page.GetByTestId("sign-in-email").FillAsync(DemoMember.Administrator.Email);
        await page.GetByTestId("sign-in-password").FillAsync(lines[Array.IndexOf(lines, DemoMember.Administrator.Email) + 1]);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.GetByTestId("nav-calls").WaitForAsync();
        return page;
    }

    /// <summary>What carries the call of <c>window.connection</c>: udp or tcp; nothing before it stands.</summary>
    public static Task<string> ProtocolAsync(IPage page) => page.EvaluateAsync<string>(
        """
        async () => {
          const stats = await window.connection.getStats();
          const transport = [...stats.values()].find((s) => s.type === 'transport');
          return stats.get(stats.get(transport?.selectedCandidatePairId)?.remoteCandidateId)?.protocol ?? '';
        }
        """);

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

/// <summary>One product for all of them.</summary>
[CollectionDefinition(nameof(ForeignPeers))]
public sealed class ForeignPeersOnce : ICollectionFixture<ForeignPeers>;
