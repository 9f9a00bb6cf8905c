using System.Globalization;
using Microsoft.Extensions.Configuration;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Hosting;
using PsyCare.Silo.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Gateway.Tests.Silo;

/// <summary><c>keys ...</c> on a practice that has lived.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private const string Secret = "horse battery staple";
    private const string NextSecret = "another horse, another battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-keys-").FullName;
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Keys_are_protected_rotated_and_retired_and_the_practice_opens_as_before()
    {
        await StartAndStopAsync(passphrase: null);
        var ring = Clinic.Options(_folder).KeyRingFile;
        var first = File.ReadAllText(ring);
        var (secret, next) = (PassphraseFile("one", Secret), PassphraseFile("two", NextSecret));

        await RunAsync("protect", "--passphrase-file", secret);
        var refused = await Assert.ThrowsAsync<KeyRingException>(() => StartAndStopAsync(passphrase: null));
        Assert.Contains("--passphrase-file", refused.Message, StringComparison.Ordinal);
        await RunAsync("protect", "--passphrase-file", secret, "--new-passphrase-file", next);
        await Assert.ThrowsAsync<KeyRingException>(() => RunAsync("rotate", "--passphrase-file", secret));
        await RunAsync("rotate", "--passphrase-file", next);
        await RetireCommand.RunAsync(Read("--passphrase-file", next), _output);
        await StartAndStopAsync(NextSecret);
        await RunAsync("unprotect", "--passphrase-file", next);
        await StartAndStopAsync(passphrase: null);

        Assert.DoesNotContain(IdOf(first), File.ReadAllText(ring), StringComparison.Ordinal);
        Assert.Contains("taken off the ring", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, AuditCommand.Run(["list"], _ => Read(), _output));
        foreach (var entry in new[] { "KeysOpened", "KeyRingProtected", "KeyRotated", "KeyRetired" })
            Assert.Contains(entry, _output.ToString(), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(f => f != secret && f != next), file =>
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("battery"u8)));
        Assert.DoesNotContain("battery", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_not_retired_while_the_practice_runs()
    {
        await using var clinic = await Clinic.StartAsync(_folder);

        var refused = await Assert.ThrowsAsync<SiloOptionsException>(() => RetireCommand.RunAsync(Read(), _output));

        Assert.Contains("Another PsyCare process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passphrase_as_an_argument_is_refused_without_repeating_it()
    {
        var refused = await Assert.ThrowsAsync<SiloOptionsException>(() => RunAsync("rotate", "--passphrase", Secret));

        Assert.Contains("PSYCARE_PASSPHRASE", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string IdOf(string ring) => ring.Split('"').SkipWhile(word => word != "id").ElementAt(2);

    private string PassphraseFile(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private async Task StartAndStopAsync(string? passphrase)
    {
        var options = Clinic.Options(_folder) with { Passphrase = passphrase is null ? null : Passphrase.Of(passphrase) };
        await using var app = SiloHost.Build(options);
        await app.StartAsync();
        await app.StopAsync();
    }

    private Task RunAsync(params string[] args) => KeysCommand.RunAsync(args, Read, _output);

    private SiloOptions Read(params string[] args)
    {
        var options = Clinic.Options(_folder);
        return SiloOptionsReader.Read(
            ["--data", options.DataFolder, "--keys", options.KeysFolder, .. args], new Dictionary<string, string>(), new ConfigurationBuilder().Build());
    }
}
