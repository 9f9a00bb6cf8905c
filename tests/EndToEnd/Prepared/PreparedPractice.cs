using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Orleans;
using PsyCare.Browsers;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Hosting;
using PsyCare.TestKit.FakePatient;
using PsyCare.TestKit.Reports;

namespace PsyCare.EndToEnd.Tests.Prepared;

/// <summary>
/// The product in this process, its data on a disk in memory, with sessions that are over when the test begins: recorded through the
/// product's own recorder, hours of them in seconds.
/// </summary>
public sealed class PreparedPractice : IAsyncLifetime
{
    /// <summary>A packet of Opus silence (RFC 6716: a one-byte packet is a 20 ms frame of discontinuous transmission).</summary>
    private static readonly byte[] Silence = [0xF8, 0xFF, 0xFE];

    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"psycare-prepared-{Guid.NewGuid():N}")).FullName;

    private readonly ShiftedClock _clock = new();
    private WebApplication _app = null!;

    /// <summary>A browser without camera.</summary>
    public Chromium Browser { get; private set; } = null!;

    /// <summary>Where browsers find the practice.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The demo therapist's address and password.</summary>
    public (string Email, string Password) SignIn { get; private set; }

    /// <summary>The demo therapist.</summary>
    public string TherapistId { get; private set; } = "";

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Its grains.</summary>
    public IClusterClient Grains => Services.GetRequiredService<IClusterClient>();

    /// <summary>The product in a folder of its own, on ports that are free.</summary>
    internal static SiloOptions Options(string folder) => new()
    {
        DataFolder = Path.Combine(folder, "data"),
        KeysFolder = Path.Combine(folder, "keys"),
        HttpPort = 0,
        HttpsPort = 0,
        MediaPort = 0,
        Advertise = [System.Net.IPAddress.Loopback],
    };

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _app = SiloHost.Build(Options(_folder), services => services.AddSingleton<TimeProvider>(_clock));
        await _app.StartAsync();
        Address = SiloHost.Addresses(_app).Http.ToString().TrimEnd('/');
        SignIn = await SignInOfAsync(DemoMember.Therapist);
        TherapistId = (await Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId).FindClinicianAsync(SignIn.Email))!;
        Browser = await Chromium.StartAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A signed-in therapist on a laptop.</summary>
    public async Task<TherapistPage> NewTherapistAsync(string locale = "en-GB")
    {
        var therapist = new TherapistPage(await Browser.NewPersonAsync(Chromium.Laptop, locale));
        await therapist.SignInAsync(Address, SignIn.Email, SignIn.Password);
        return therapist;
    }

    /// <summary>A signed-in member of the practice on a laptop, on the page where they start.</summary>
    public async Task<IPage> NewMemberAsync(DemoMember member)
    {
        var page = await Browser.NewPersonAsync(Chromium.Laptop);
        var (email, password) = await SignInOfAsync(member);
        await page.GotoAsync(Address);
        await page.GetByTestId("sign-in-email").FillAsync(email);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    /// <summary>A session of the demo therapist that took place, ended, and was recorded from both sides.</summary>
    /// <param name="patientName">The patient.</param>
    /// <param name="length">How long it took.</param>
    /// <param name="more">Consents beside call and recording.</param>
    /// <returns>Patient and session.</returns>
    public async Task<(string PatientId, string SessionId)> NewRecordedSessionAsync(
        string patientName, TimeSpan length, params ConsentKind[] more)
    {
        var sessionId = await NewSessionAsync(patientName);
        var session = Grains.GetGrain<ISessionGrain>(sessionId);
        foreach (var consent in (ConsentKind[])[ConsentKind.Call, ConsentKind.Recording, .. more])
            await session.DecideConsentAsync(consent, ConsentDecision.Granted, "2026-11/en");
        await session.EnterWaitingRoomAsync();
        await session.AdmitAsync();
        await Task.WhenAll(RecordAsync(sessionId, ParticipantRole.Patient, length), RecordAsync(sessionId, ParticipantRole.Clinician, length));
        _clock.Pass(length);
        await session.EndAsync();
        return (await session.GetPatientIdAsync(), sessionId);
    }

    /// <summary>What a face showed from the first minute of a session on: made up, with known numbers.</summary>
    public async Task AddReadingsAsync(string sessionId, TimeSpan length)
    {
        var samples = (int)(length.TotalMilliseconds / GeneratedCourse.PeriodMs);
        await Services.GetRequiredService<IAffectTrackStore>()
            .AppendAsync(sessionId, [.. GeneratedCourse.Session(0).Take(samples)], CancellationToken.None);
    }

    /// <summary>A session of the demo therapist with a new patient, for whenever they like.</summary>
    public async Task<string> NewSessionAsync(string patientName)
    {
        var (patientId, sessionId) = (Ids.New(), Ids.New());
        await Grains.GetGrain<IPatientGrain>(patientId).CreateAsync(patientName, TherapistId);
        await Grains.GetGrain<IClinicianGrain>(TherapistId).AddPatientAsync(patientId);
        await Grains.GetGrain<ISessionGrain>(sessionId).CreateAsync(new CreateSession(DemoPractice.PracticeId, TherapistId, patientId, null));
        return sessionId;
    }

    /// <summary>The same, and the patient waits to be let in.</summary>
    public async Task<string> NewWaitingSessionAsync(string patientName)
    {
        var sessionId = await NewSessionAsync(patientName);
        var session = Grains.GetGrain<ISessionGrain>(sessionId);
        foreach (var consent in (ConsentKind[])[ConsentKind.Call, ConsentKind.EmotionAnalysis])
            await session.DecideConsentAsync(consent, ConsentDecision.Granted, "2026-11/en");
        await session.ConfirmSafetyAsync(new SafetyDetails("Via Garibaldi 12, Torino", "+39 333 123 4567", "Lucia (sister)", "+39 011 555 0199"));
        await session.EnterWaitingRoomAsync();
        return sessionId;
    }

    /// <summary>Shows the fake patient's face in a live session, until disposed.</summary>
    public FedSession Feed(string sessionId) => new(Grains, sessionId);

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => _clock.Pass(time);

    /// <summary>How a member of the practice signs in.</summary>
    public async Task<(string Email, string Password)> SignInOfAsync(DemoMember member)
    {
        var lines = await File.ReadAllLinesAsync(Services.GetRequiredService<DemoPractice>().SignInFile);
        return (member.Email, lines[Array.IndexOf(lines, member.Email) + 1]);
    }

    /// <summary>The fake patient's clip over and over, with silence.</summary>
    private async Task RecordAsync(string sessionId, ParticipantRole participant, TimeSpan length)
    {
        var clip = FakePatientClip.ReadFrames();
        var clipMs = clip[^1].AtMs + 67;
        var recorder = Services.GetRequiredService<IMediaRecorder>();
        await using var writer = await recorder.OpenSegmentAsync(sessionId, participant, 0, CancellationToken.None);
        var endMs = (long)length.TotalMilliseconds;
        var soundMs = 0L;
        for (var i = 0; ; i++)
        {
            var picture = clip[i % clip.Count];
            var atMs = (i / clip.Count * clipMs) + picture.AtMs;
            for (; soundMs <= Math.Min(atMs, endMs); soundMs += 20)
                await WriteAsync(writer, new MediaFrame(MediaKind.Audio, soundMs, true, Silence));
            if (atMs >= endMs)
                break;
            await WriteAsync(writer, new MediaFrame(MediaKind.Video, atMs, picture.IsKeyframe, picture.Data));
        }

        await writer.DisposeAsync();
        await writer.Completion;
    }

    /// <summary>Recording faster than life: the bounded buffer may be full for a moment.</summary>
    private static async Task WriteAsync(ISegmentWriter writer, MediaFrame frame)
    {
        while (!writer.TryWrite(frame))
        {
            Assert.False(writer.Completion.IsCompleted);
            await Task.Yield();
        }
    }
}
