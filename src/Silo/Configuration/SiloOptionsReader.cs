using System.Collections;
using System.Globalization;
using System.Net;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Configuration;

/// <summary>
/// Reads <see cref="SiloOptions"/>: built-in values, then the section <c>PsyCare</c> of appsettings.json, then environment variables
/// <c>PSYCARE_*</c>, then the command line (<c>--http-port 80</c> or <c>--http-port=80</c>); the last one wins.
/// </summary>
public static class SiloOptionsReader
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        PsyCare, Embedded edition. Options (command line, or environment: --http-port = PSYCARE_HTTP_PORT):
          --data FOLDER        state and recordings, sealed    (default: data)
          --keys FOLDER        keys; never inside the data     (default: keys)
          --passphrase-file FILE  what protects the keys, its first line (or PSYCARE_PASSPHRASE in the environment; never an argument)
          --http-port PORT     HTTP, this machine only         (default: 5080; 0 = any free port)
          --https-port PORT    HTTPS, all addresses            (default: 5443)
          --media-port PORT    UDP, all media                  (default: 5004)
          --media-tcp PORT     TCP, the same, for networks     (default: the number of media-port; off = none)
                               that let no UDP through
          --advertise IP,IP    addresses browsers reach us by  (default: those of the network interfaces)
          --public-url URL     base of invite links            (default: as the browser addressed us)
          --turn-urls URL,URL  the TURN server, for networks   (default: none; infra/coturn)
                               that let no UDP through
          --turn-secret-file F the secret shared with it
          --web-root FOLDER    the built web client            (default: found beside the program)
          --demo               issue an invite for the demo session
          --metrics-port PORT  Prometheus scrapes /metrics here (default: nowhere)
          --otlp URL           metrics are pushed there         (default: nowhere)
          --practice ID        the practice served             (default: practice)
          --practice-name NAME makes that practice where it is missing
          --oidc-issuer URL    members sign in by this OpenID Connect issuer too; with it
            --oidc-client-id ID, --oidc-client-secret-file FILE
            --oidc-name NAME             on the button             (default: SSO)
            --oidc-role-claim NAME       e.g. realm_access.roles   (default: roles)
            --oidc-roles VALUE=ROLE,...  the issuer decides on roles: therapist, supervisor, administrator
            --oidc-mfa VALUE,...         amr or acr that vouch for a second factor (default: mfa)
            --oidc-uninvited             who has a role becomes a member uninvited
        Instead of options: audit verify|list|head (see audit --help), state export|import FILE, keys rotate|rewrap|retire|copy FOLDER|protect|unprotect,
          backup FILE, restore FILE, erase patient|session|recording|affect ID, hold patient ID on|off
        """;

    private const string EnvironmentPrefix = "PSYCARE_";
    private const string Section = "PsyCare";
    private const string PassphraseOption = "passphrase";
    private const string PassphraseVariable = "PSYCARE_PASSPHRASE";

    private static readonly Dictionary<string, Func<SiloOptions, string, SiloOptions>> Setters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["data"] = (o, v) => o with { DataFolder = Path.GetFullPath(v) },
        ["keys"] = (o, v) => o with { KeysFolder = Path.GetFullPath(v) },
        ["passphrasefile"] = (o, v) => o with { Passphrase = Passphrase.FromFile(v) },
        ["httpport"] = (o, v) => o with { HttpPort = Port("http-port", v) },
        ["httpsport"] = (o, v) => o with { HttpsPort = Port("https-port", v) },
        ["mediaport"] = (o, v) => o with { MediaPort = Port("media-port", v) },
        ["mediatcp"] = (o, v) => v == "off" ? o with { MediaOverTcp = false } : o with { MediaOverTcp = true, MediaTcpPort = Port("media-tcp", v) },
        ["advertise"] = (o, v) => o with { Advertise = [.. v.Split(',').Select(Address)] },
        ["publicurl"] = (o, v) => o with { PublicUrl = Url("public-url", v) },
        ["turnurls"] = (o, v) => o with { TurnUrls = v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
        ["turnsecretfile"] = (o, v) => o with { TurnSecretFile = Path.GetFullPath(v) },
        ["webroot"] = (o, v) => o with { WebRoot = Path.GetFullPath(v) },
        ["demo"] = (o, v) => o with { Demo = Flag("demo", v) },
        ["metricsport"] = (o, v) => o with { MetricsPort = Port("metrics-port", v) },
        ["otlp"] = (o, v) => o with { Otlp = Url("otlp", v) },
        ["practice"] = (o, v) => o with { Practice = v },
        ["practicename"] = (o, v) => o with { PracticeName = v },
        ["oidcissuer"] = (o, v) => o with { Oidc = o.Oidc with { Issuer = v } },
        ["oidcclientid"] = (o, v) => o with { Oidc = o.Oidc with { ClientId = v } },
        ["oidcclientsecretfile"] = (o, v) => o with { Oidc = o.Oidc with { ClientSecretFile = v } },
        ["oidcname"] = (o, v) => o with { Oidc = o.Oidc with { Name = v } },
        ["oidcroleclaim"] = (o, v) => o with { Oidc = o.Oidc with { RoleClaim = v } },
        ["oidcroles"] = (o, v) => o with { Oidc = o.Oidc with { Roles = v } },
        ["oidcmfa"] = (o, v) => o with { Oidc = o.Oidc with { SecondFactorValues = v } },
        ["oidcuninvited"] = (o, v) => o with { Oidc = o.Oidc with { AdmitsUninvited = Flag("oidc-uninvited", v) } },
    };

    /// <summary>Reads the options; throws <see cref="SiloOptionsException"/> where one is unknown or cannot be used.</summary>
    /// <exception cref="KeyRingException">The passphrase cannot be used.</exception>
    public static SiloOptions Read(string[] args, IDictionary environment, IConfiguration appSettings)
    {
        var options = new SiloOptions();
        foreach (var child in appSettings.GetSection(Section).GetChildren())
            options = Set(options, child.Key, child.Value ?? "") ?? throw Unknown($"{Section}:{child.Key} in appsettings.json");
        // Unknown variables are let pass: the build uses some with the same prefix.
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                options = Set(options, name[EnvironmentPrefix.Length..], (string?)variable.Value ?? "") ?? options;
        }

        if (environment[PassphraseVariable] is string passphrase)
            options = options with { Passphrase = Passphrase.Of(passphrase) };
        return ReadArguments(options, args).Validated();
    }

    private static SiloOptions ReadArguments(SiloOptions options, string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw Unknown($"'{args[i]}'");
            var (name, value) = args[i][2..].Split('=', 2) is [var n, var v] ? (n, v) : (args[i][2..], null);
            if (name.Equals(PassphraseOption, StringComparison.OrdinalIgnoreCase))
                throw new SiloOptionsException($"A passphrase is no argument, for everybody on this machine could see it: use --passphrase-file FILE or {PassphraseVariable}.");
            if (value is null)
                value = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "true";
            options = Set(options, name, value) ?? throw Unknown($"--{name}");
        }

        return options;
    }

    private static SiloOptions? Set(SiloOptions options, string name, string value)
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return Setters.TryGetValue(plain, out var set) ? set(options, value) : null;
    }

    private static int Port(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : throw new SiloOptionsException($"{name} is '{value}', which is not a port number.");

    private static IPAddress Address(string value) => IPAddress.TryParse(value.Trim(), out var address)
        ? address
        : throw new SiloOptionsException($"advertise has '{value}', which is not an IP address.");

    private static Uri Url(string name, string value) => Uri.TryCreate(value, UriKind.Absolute, out var url)
        ? url
        : throw new SiloOptionsException($"{name} is '{value}', which is not an address.");

    private static bool Flag(string name, string value) => bool.TryParse(value, out var flag)
        ? flag
        : throw new SiloOptionsException($"{name} is '{value}'; it is true or false.");

    private static SiloOptionsException Unknown(string what) => new($"There is no option {what}.{Environment.NewLine}{Help}");
}
