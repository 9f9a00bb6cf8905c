using System.Collections;
using System.Net;
using Microsoft.Extensions.Configuration;
using PsyCare.Domain.Practices;
using PsyCare.Silo.Configuration;

namespace PsyCare.Gateway.Tests.Silo;

public sealed class SiloOptionsTests
{
    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_settings()
    {
        var options = Read(
            ["--http-port", "1003", "--demo"],
            new() { ["PSYCARE_HTTP_PORT"] = "1002", ["PSYCARE_HTTPS_PORT"] = "2002", ["PSYCARE_FEED"] = "of the build" },
            new() { ["PsyCare:HttpPort"] = "1001", ["PsyCare:HttpsPort"] = "2001", ["PsyCare:MediaPort"] = "3001" });
        Assert.Equal((1003, 2002, 3001), (options.HttpPort, options.HttpsPort, options.MediaPort));
        Assert.True(options.Demo);
    }

    [Fact]
    public void Values_are_read_in_either_form()
    {
        var options = Read(["--advertise=192.0.2.1,fd00::1", "--public-url=https://care.example/", "--data", "x"]);
        Assert.Equal([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("fd00::1")], options.Advertise);
        Assert.Equal(new Uri("https://care.example/"), options.PublicUrl);
        Assert.Equal(Path.GetFullPath("x"), options.DataFolder);
        Assert.Equal(Path.GetFullPath("keys"), options.KeysFolder);
        Assert.Equal((5080, 5443, 5004, false), (options.HttpPort, options.HttpsPort, options.MediaPort, options.Demo));
    }

    [Fact]
    public void An_issuer_is_configured_by_options_that_belong_together()
    {
        Assert.Null(Read([]).Oidc.ToOptions());
        var options = Read(
            ["--oidc-issuer", "https://login.example/realms/care", "--oidc-client-id=psycare", "--oidc-roles", "a=b=therapist, c=Administrator"],
            new() { ["PSYCARE_OIDC_NAME"] = "Care ID", ["PSYCARE_OIDC_MFA"] = "mfa,2" }).Oidc.ToOptions()!;
        Assert.Equal(("https://login.example/realms/care", "psycare", "Care ID"), (options.Issuer.AbsoluteUri, options.ClientId, options.Name));
        Assert.Equal([("a=b", MemberRoles.Therapist), ("c", MemberRoles.Administrator)], options.Roles.Select(r => (r.Key, r.Value)));
        Assert.Equal(["mfa", "2"], options.SecondFactorValues);
        Assert.Equal(("roles", false), (options.RoleClaim, options.AdmitsUninvited));
    }

    [Theory]
    [InlineData("https://x", "", "oidc-client-id")]
    [InlineData("http://x", "--oidc-client-id=p", "https")]
    [InlineData("x", "--oidc-client-id=p", "https")]
    [InlineData("https://x", "--oidc-client-id=p --oidc-roles=therapist", "value=role")]
    [InlineData("https://x", "--oidc-client-id=p --oidc-roles=a=boss", "value=role")]
    [InlineData("https://x", "--oidc-client-id=p --oidc-uninvited", "oidc-roles")]
    [InlineData("https://x", "--oidc-client-id=p --oidc-client-secret-file=/nonexistent", "cannot be read")]
    public void An_issuer_that_cannot_work_stops_the_start(string issuer, string rest, string says) => Assert.Contains(
        says,
        Assert.Throws<SiloOptionsException>(() => Read(["--oidc-issuer", issuer, .. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Options_of_an_issuer_without_one_stop_the_start() =>
        Assert.Contains("oidc-issuer", Assert.Throws<SiloOptionsException>(() => Read(["--oidc-name", "x"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Media_come_over_tcp_on_the_same_number_or_another_or_not_at_all()
    {
        static int? TcpPort(params string[] args) => MediaSettings.Read(Read(args), []).TcpPort;
        Assert.Equal(5004, TcpPort());
        Assert.Equal(7000, TcpPort("--media-port", "7000"));
        Assert.Equal(443, TcpPort("--media-tcp", "443", "--media-port", "7000"));
        Assert.Null(TcpPort("--media-tcp", "off"));
        Assert.Null(MediaSettings.Read(Read([], new() { ["PSYCARE_MEDIA_TCP"] = "off" }), []).TcpPort);
    }

    [Theory]
    [InlineData("--media-tcp", "on", "media-tcp")]
    [InlineData("--media-tcp", "70000", "media-tcp")]
    [InlineData("--http-port", "x", "http-port")]
    [InlineData("--http-port", "70000", "http-port")]
    [InlineData("--media-port", "-1", "media-port")]
    [InlineData("--http-port", "5443", "both 5443")]
    [InlineData("--advertise", "here", "advertise")]
    [InlineData("--public-url", "ftp://x/", "public-url")]
    [InlineData("--web-root", "/nonexistent", "web-root")]
    [InlineData("--demo", "perhaps", "demo")]
    [InlineData("--colour", "red", "--colour")]
    [InlineData("stray", "x", "'stray'")]
    public void What_cannot_work_is_named(string name, string value, string named)
    {
        var e = Assert.Throws<SiloOptionsException>(() => Read([name, value]));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_server_needs_an_address_and_a_secret_in_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "north-wind-42-north-wind\n");
        var turn = TurnSettings.Read(Read(["--turn-urls", "turn:turn.example:3478, turns:[fd00::1]:443?transport=tcp", "--turn-secret-file", file]));
        Assert.Equal(["turn:turn.example:3478", "turns:[fd00::1]:443?transport=tcp"], turn!.Urls);
        Assert.Equal("north-wind-42-north-wind", turn.Secret);
        Assert.Null(TurnSettings.Read(new SiloOptions()));

        Refused("both, or neither", "--turn-urls", "turn:turn.example");
        Refused("both, or neither", "--turn-secret-file", file);
        Refused("'stun:turn.example'", "--turn-urls", "stun:turn.example", "--turn-secret-file", file);
        Refused("is not there", "--turn-urls", "turn:turn.example", "--turn-secret-file", file + ".missing");
        File.WriteAllText(file, "short");
        Refused("fewer than 16", "--turn-urls", "turn:turn.example", "--turn-secret-file", file);
        File.Delete(file);
    }

    private static void Refused(string why, params string[] args) =>
        Assert.Contains(why, Assert.Throws<SiloOptionsException>(() => TurnSettings.Read(Read(args))).Message, StringComparison.Ordinal);

    private static SiloOptions Read(string[] args, Hashtable? environment = null, Dictionary<string, string?>? settings = null) =>
        SiloOptionsReader.Read(args, environment ?? [], new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build());
}
