using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Https;

namespace PsyCare.Silo.Demo;

/// <summary>How to sign in to the demo practice, known only at the moment it is made.</summary>
public sealed record DemoAccount(string Email, string Password)
{
    /// <summary>Keeps the password out of logs and debuggers.</summary>
    public override string ToString() => nameof(DemoAccount);
}

/// <summary>
/// What a first start finds: a practice with one therapist, one patient and one planned session. The password is random, shown once, and
/// kept in an owner-only file beside the keys.
/// </summary>
public sealed class DemoPractice(
    IClusterClient grains, IPasswordHasher<ClinicianAccount> hasher, SiloOptions options, TimeProvider time)
{
    /// <summary>The practice of the Embedded edition; there is one.</summary>
    public const string PracticeId = "practice";

    /// <summary>Sign-in name of the demo therapist.</summary>
    public const string Email = "anna.rossi@demo.example";

    private const string PracticeName = "Demo practice";
    private const string ClinicianName = "Dr. Anna Rossi";
    private const string PatientName = "Demo Patient";
    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 16;
    private static readonly TimeSpan SessionIn = TimeSpan.FromHours(1);

    /// <summary>Where the sign-in stays after the first start.</summary>
    public string SignInFile => Path.Combine(options.KeysFolder, "demo-sign-in.txt");

    /// <summary>Set when this start made the practice.</summary>
    public DemoAccount? Created { get; private set; }

    private IPracticeGrain Practice => grains.GetGrain<IPracticeGrain>(PracticeId);

    /// <summary>Makes what is missing; can be repeated, and goes on where an interrupted first start left off.</summary>
    public async Task EnsureAsync()
    {
        await Practice.EnsureCreatedAsync(PracticeName);
        if (await Practice.FindClinicianAsync(Email) is not null)
            return;

        var clinicianId = Ids.New();
        var password = RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength);
        var clinician = grains.GetGrain<IClinicianGrain>(clinicianId);
        await clinician.CreateAsync(PracticeId, Email, ClinicianName, hasher.HashPassword(null!, password));
        await CreatePatientAsync(clinicianId);
        // Before the account can be found: a crash in between must not leave one that nobody can open.
        OwnerOnlyFile.Write(SignInFile, $"{Email}{Environment.NewLine}{password}{Environment.NewLine}");
        await Practice.RegisterClinicianAsync(Email, clinicianId);
        Created = new DemoAccount(Email, password);
    }

    /// <summary>The demo session: the demo patient's newest one, or a new one where that has ended.</summary>
    public async Task<string> SessionAsync()
    {
        var clinicianId = await Practice.FindClinicianAsync(Email) ?? throw new InvalidOperationException("The demo practice is missing.");
        var caseload = await grains.GetGrain<IClinicianGrain>(clinicianId).GetCaseloadAsync();
        var patientId = caseload is [.., var first] ? first : await CreatePatientAsync(clinicianId);
        var file = await grains.GetGrain<IPatientGrain>(patientId).GetAsync();
        if (file.SessionIds is [var newest, ..] && (await grains.GetGrain<ISessionGrain>(newest).GetAsync()).Phase != SessionPhase.Ended)
            return newest;
        return await CreateSessionAsync(clinicianId, patientId);
    }

    private async Task<string> CreatePatientAsync(string clinicianId)
    {
        var patientId = Ids.New();
        await grains.GetGrain<IPatientGrain>(patientId).CreateAsync(PatientName, clinicianId);
        await grains.GetGrain<IClinicianGrain>(clinicianId).AddPatientAsync(patientId);
        await CreateSessionAsync(clinicianId, patientId);
        return patientId;
    }

    private async Task<string> CreateSessionAsync(string clinicianId, string patientId)
    {
        var sessionId = Ids.New();
        var session = new CreateSession(PracticeId, clinicianId, patientId, time.GetUtcNow() + SessionIn);
        await grains.GetGrain<ISessionGrain>(sessionId).CreateAsync(session);
        return sessionId;
    }
}
