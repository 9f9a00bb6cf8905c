using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Sessions;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Demo;

/// <summary>
/// What a first start finds: a practice with a therapist, a supervisor and an administrator, one patient and one planned session. The passwords
/// are random, shown once, and kept in an owner-only file beside the keys.
/// </summary>
public sealed class DemoPractice(
    IClusterClient grains, IPasswordHasher<ClinicianAccount> hasher, SiloOptions options, TimeProvider time)
{
    /// <summary>The practice that is served where the options name no other.</summary>
    public const string PracticeId = "practice";

    /// <summary>Sign-in name of the demo therapist.</summary>
    public static string Email => DemoMember.Therapist.Email;

    private const string PracticeName = "Demo practice";
    private const string PatientName = "Demo Patient";
    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 16;
    private static readonly TimeSpan SessionIn = TimeSpan.FromHours(1);

    /// <summary>Where the sign-ins stay after the first start.</summary>
    public string SignInFile => Path.Combine(
        options.KeysFolder, options.Practice == PracticeId ? "demo-sign-in.txt" : $"demo-sign-in-{options.Practice}.txt");

    /// <summary>How to sign in to the accounts that this start made.</summary>
    public IReadOnlyList<DemoAccount> Created { get; private set; } = [];

    private IPracticeGrain Practice => grains.GetGrain<IPracticeGrain>(options.Practice);

    /// <summary>Makes what is missing; can be repeated, and goes on where an interrupted first start left off.</summary>
    public async Task EnsureAsync()
    {
        await Practice.EnsureCreatedAsync(options.PracticeName ?? PracticeName);
        foreach (var member in DemoMember.All)
        {
            if (await Practice.FindClinicianAsync(member.Email) is null)
                Created = [.. Created, await CreateAsync(member)];
        }
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

    private async Task<DemoAccount> CreateAsync(DemoMember member)
    {
        var memberId = Ids.New();
        var account = new DemoAccount(member.Email, RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength));
        await grains.GetGrain<IClinicianGrain>(memberId)
            .CreateAsync(options.Practice, member.Email, member.DisplayName, hasher.HashPassword(null!, account.Password), member.Roles);
        if (member.Roles.HasFlag(MemberRoles.Therapist))
            await CreatePatientAsync(memberId);
        // Before the account can be found: a crash in between must not leave one that nobody can open.
        new DemoSignInFile(SignInFile).Keep(account);
        await Practice.RegisterClinicianAsync(member.Email, memberId, member.Roles);
        return account;
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
        var session = new CreateSession(options.Practice, clinicianId, patientId, time.GetUtcNow() + SessionIn);
        await grains.GetGrain<ISessionGrain>(sessionId).CreateAsync(session);
        return sessionId;
    }
}
