using System.Globalization;
using Microsoft.Extensions.Configuration;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Gateway.Tests.Silo;

public sealed class AuditCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-audit-").FullName;

    private string[] Folders => ["--data", Path.Combine(_folder, "data"), "--keys", Path.Combine(_folder, "keys")];

    private string LogPath => Path.Combine(_folder, "data", "audit", "log.pcs");

    [Fact]
    public async Task Sign_ins_invites_consents_and_reads_and_writes_are_one_entry_each_and_name_nobody()
    {
        var visit = await LiveAsync();

        var (status, output) = Audit("list");

        Assert.Equal(0, status);
        Assert.Contains("KeysOpened", output.Split('\n')[0], StringComparison.Ordinal);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(
            [
                "SignInRefused - -", "SignInRefused - -", "SignedIn - -", $"InviteRedeemed {visit.SessionId} -",
                $"ConsentDecided {visit.SessionId} recording-granted", $"ConsentDecided {visit.SessionId} call-granted",
                $"ContentWritten {visit.SessionId} notes", $"ContentWritten {visit.SessionId} markers",
                $"ContentRead {visit.SessionId} notes", $"ContentRead {visit.SessionId} review",
                $"ConsentDecided {visit.SessionId} recording-withdrawn",
            ],
            lines[..^1].Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..])));
        Assert.Equal("unknown", Actor(lines[0]));
        Assert.Equal(Actor(lines[1]), Actor(lines[2]));
        Assert.Equal(visit.PatientId, Actor(lines[3]));
        Assert.Equal(Actor(lines[2]), Actor(lines[6]));
        Assert.StartsWith("INTACT: 12 entries", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_names_the_first_altered_entry_and_a_rollback()
    {
        await LiveAsync();
        var whole = await File.ReadAllBytesAsync(LogPath);
        Assert.StartsWith("INTACT", Audit("verify").Output, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(LogPath, [.. whole[..(whole.Length / 2)], 0, .. whole[((whole.Length / 2) + 1)..]]);
        var altered = Audit("verify");
        await File.WriteAllBytesAsync(LogPath, whole[..50]);
        var rolledBack = Audit("verify");
        File.Delete(LogPath);
        var gone = Audit("verify");

        Assert.Equal(3, altered.Status);
        Assert.Matches("^ALTERED: entry [3456] is the first", altered.Output);
        Assert.Equal(3, rolledBack.Status);
        Assert.StartsWith("ROLLED BACK: the log has 0 entries", gone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_kept_elsewhere_is_compared_too()
    {
        await LiveAsync();
        var kept = Path.Combine(_folder, "kept.jsonl");
        await File.WriteAllTextAsync(kept, Audit("head").Output);
        File.Delete(Path.Combine(_folder, "keys", "audit-heads.jsonl"));
        Directory.Delete(Path.GetDirectoryName(LogPath)!, recursive: true);
        await LiveAsync();

        Assert.Equal(0, Audit("verify").Status);
        Assert.StartsWith("FOREIGN HEAD", Audit("verify", "--heads", kept).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_log_of_a_cluster_is_checked_and_one_that_was_removed_is_missed()
    {
        var options = Options(Folders);
        using (var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder))
        {
            foreach (var (name, entries) in new[] { ("gateways/10.0.0.5-5080", 2), ("gateways/10.0.0.6-5080", 3), ("silos/10.0.0.7-11111", 1) })
                await WriteAsync(name, entries, ring);
        }

        var (status, output) = Audit("verify");
        Assert.Equal(0, status);
        Assert.Equal(["Log of gateways/10.0.0.5-5080:", "Log of gateways/10.0.0.6-5080:", "Log of silos/10.0.0.7-11111:"], Lines(output, "Log of"));
        Assert.Equal(3, Lines(output, "INTACT").Count);
        Assert.Equal(["INTACT: 3 entries"], Lines(Audit("verify", "--log", "gateways/10.0.0.6-5080").Output, "INTACT").Select(l => l[..17]));
        Assert.Throws<SiloOptionsException>(() => Audit("verify", "--log", "gateways/10.0.0.8-5080"));

        Directory.Delete(Path.Combine(options.DataFolder, "gateways", "10.0.0.5-5080"), recursive: true);
        var removed = Audit("verify");
        Assert.Equal(3, removed.Status);
        Assert.Single(Lines(removed.Output, "ROLLED BACK: the log has 0 entries"));
        Assert.Equal(2, Lines(removed.Output, "INTACT").Count);
    }

    [Fact]
    public void Without_a_log_it_says_that_it_cannot_tell_and_makes_nothing()
    {
        Assert.Throws<SiloOptionsException>(() => Audit("verify"));
        Assert.Throws<SiloOptionsException>(() => Audit("verify", "--heads", Path.Combine(_folder, "none")));
        Assert.Equal(1, Audit("head").Status);
        Assert.Equal(1, Audit("sing").Status);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Actor(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];

    private async Task<Visit> LiveAsync()
    {
        await using var clinic = await Clinic.StartAsync(_folder);
        await clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = "nobody@demo.example", password = "x" });
        await clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = DemoPractice.Email, password = "x" });
        var visit = await Visit.CreateAsync(clinic, await clinic.SignInAsync());
        await visit.ConsentAsync("recording");
        await visit.GoLiveAsync();
        var session = $"/api/sessions/{visit.SessionId}";
        await visit.Therapist.PutAsync($"{session}/notes/n1", new { atMs = 0, text = "A difficult", baseRevision = 0 }).JsonAsync();
        await visit.Therapist.PutAsync($"{session}/notes/n1", new { atMs = 0, text = "A difficult week", baseRevision = 1 }).JsonAsync();
        await visit.Therapist.PutAsync($"{session}/notes/n1", new { atMs = 0, text = "Refused", baseRevision = 0 });
        (await visit.Therapist.PutAsync($"{session}/markers/m1", new { atMs = 0, label = "Planted" })).EnsureSuccessStatusCode();
        await visit.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/notes").JsonAsync();
        await visit.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        await visit.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        await visit.ConsentAsync("recording", "withdrawn");
        return visit;
    }

    private async Task WriteAsync(string name, int entries, KeyRing ring)
    {
        var heads = Path.Combine(_folder, "keys", $"audit-heads-{Path.GetFileName(name)}.jsonl");
        await using var log = AuditLog.Open(Directory.CreateDirectory(Path.Combine(_folder, "data", name)).FullName, heads, ring, TimeProvider.System);
        for (var i = 0; i < entries; i++)
            await log.AppendAsync(AuditAction.SignedIn, "member");
    }

    private static IReadOnlyList<string> Lines(string output, string start) =>
        [.. output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    private static SiloOptions Options(string[] args) =>
        SiloOptionsReader.Read(args, new Dictionary<string, string>(), new ConfigurationBuilder().Build());

    private (int Status, string Output) Audit(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        string[] all = [.. args, .. Folders];
        return (AuditCommand.Run(all, Options, output), output.ToString());
    }
}
