using System.Globalization;
using System.Net;
using PsyCare.Silo.Cluster.Media;
using PsyCare.Silo.Configuration;
using PsyCare.Vision;

namespace PsyCare.Silo.Cluster;

/// <summary>What a process of the Cluster edition is.</summary>
public enum ClusterRole
{
    /// <summary>Hosts grains. Its ports are for the cluster alone.</summary>
    Silo,

    /// <summary>Web and media; reaches the grains as a client.</summary>
    Gateway,
}

/// <summary>
/// Options of a Cluster process. Command line <c>silo|gateway --name value ...</c> or <c>PSYCARE_NAME</c>; options that the Embedded edition
/// has too mean the same (<see cref="SiloOptionsReader"/>).
/// </summary>
public sealed record ClusterOptions
{
    /// <summary>Silo or gateway.</summary>
    public required ClusterRole Role { get; init; }

    /// <summary>Options shared with the Embedded edition. The data folder is one that all processes share.</summary>
    public required SiloOptions Common { get; init; }

    /// <summary>Redis: membership, grain state, reminders. StackExchange.Redis syntax. <c>--redis</c>.</summary>
    public string Redis { get; init; } = "localhost:6379";

    /// <summary>PostgreSQL in place of Redis, as an Npgsql connection string; null where Redis is used. <c>--postgres</c>.</summary>
    public string? Postgres { get; init; }

    /// <summary>
    /// An Azure Storage account in place of Redis, <c>https://ACCOUNT.blob.core.windows.net</c>: membership and reminders in its tables, grain state in its
    /// blobs. Processes sign in to it themselves (managed or workload identity). Null where it is not used. <c>--azure-state</c>.
    /// </summary>
    public Uri? AzureState { get; init; }

    /// <summary>The same by connection string. It holds a secret, so it is taken from <c>PSYCARE_AZURE_STATE_CONNECTION</c> alone.</summary>
    public string? AzureStateConnection { get; init; }

    /// <summary>Whether state lies in an Azure Storage account.</summary>
    public bool UsesAzureState => AzureState is not null || AzureStateConnection is not null;

    /// <summary>
    /// The Azure Storage container for recordings and affect tracks, <c>https://ACCOUNT.blob.core.windows.net/CONTAINER</c>, which processes sign in to
    /// themselves (managed or workload identity); null where they lie in the data folder. <c>--blobs</c>.
    /// </summary>
    public Uri? Blobs { get; init; }

    /// <summary>
    /// The same by connection string, container <see cref="BlobContainer"/>. It holds a secret, so it is taken from <c>PSYCARE_BLOB_CONNECTION</c> alone.
    /// </summary>
    public string? BlobConnection { get; init; }

    /// <summary>The container where <see cref="BlobConnection"/> is given.</summary>
    public const string BlobContainer = "psycare";

    /// <summary>
    /// Azure Key Vault that protects the key ring, <c>https://NAME.vault.azure.net/</c> or a managed HSM; null for none. <c>--key-vault</c>.
    /// </summary>
    public Uri? KeyVault { get; init; }

    /// <summary>The RSA key there that wraps the practice's keys; null where a secret protects the ring. <c>--key-vault-key</c>.</summary>
    public string? KeyVaultKey { get; init; }

    /// <summary>
    /// The secret there that is the ring's passphrase, where no key is named: <c>psycare-keys</c> unless it is said. With a key it is what protected the ring
    /// before (keys protect). <c>--key-vault-secret</c>.
    /// </summary>
    public string? KeyVaultSecret { get; init; }

    /// <summary>Processes with the same name form one cluster. <c>--cluster</c>.</summary>
    public string Cluster { get; init; } = "psycare";

    /// <summary>Address under which the other processes reach this one. <c>--address</c>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port between silos. <c>--silo-port</c>.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>TCP port of a silo for gateways. <c>--client-port</c>.</summary>
    public int ClientPort { get; init; } = 30000;

    /// <summary>
    /// The part of the network that this process is in, e.g. an availability zone: faces are read on silos of the zone of the session's gateway where
    /// there are any. Null where it does not matter. <c>--zone</c>.
    /// </summary>
    public string? Zone { get; init; }

    /// <summary>Whether faces are read on this silo; one that does not leaves it to the others. <c>--inference on|off</c>.</summary>
    public bool Inference { get; init; } = true;

    /// <summary>What speaks WebRTC behind a gateway's media port: Rtc or SipSorcery. <c>--media-endpoint</c>.</summary>
    public MediaEndpointKind MediaEndpoint { get; init; }

    /// <summary>
    /// What a silo reads faces on: <c>cpu</c> or <c>cuda</c>. <c>--inference-device</c>. A silo that cannot have what it is told to use does not start.
    /// </summary>
    public InferenceDevice InferenceDevice { get; init; }

    private static readonly Dictionary<string, Func<ClusterOptions, string, ClusterOptions>> Own = new()
    {
        ["redis"] = (o, v) => o with { Redis = v },
        ["postgres"] = (o, v) => o with { Postgres = v },
        ["azure-state"] = (o, v) => o with { AzureState = Https(v) },
        ["blobs"] = (o, v) => o with { Blobs = Https(v) },
        ["key-vault"] = (o, v) => o with { KeyVault = Https(v) },
        ["key-vault-key"] = (o, v) => o with { KeyVaultKey = VaultName(v) },
        ["key-vault-secret"] = (o, v) => o with { KeyVaultSecret = VaultName(v) },
        ["cluster"] = (o, v) => o with { Cluster = v },
        ["address"] = (o, v) => o with { Address = IPAddress.Parse(v) },
        ["silo-port"] = (o, v) => o with { SiloPort = Port(v) },
        ["client-port"] = (o, v) => o with { ClientPort = Port(v) },
        ["zone"] = (o, v) => o with { Zone = v },
        ["inference"] = (o, v) => o with { Inference = OnOff(v) },
        ["media-endpoint"] = (o, v) => o with { MediaEndpoint = Endpoint(v) },
        ["inference-device"] = (o, v) => o with { InferenceDevice = Device(v) },
    };

    /// <summary>Reads the options.</summary>
    /// <exception cref="SiloOptionsException">No role is given, or an option is unknown or cannot be used.</exception>
    public static ClusterOptions Read(string[] args, System.Collections.IDictionary environment, IConfiguration appSettings)
    {
        if (args is not [var word, ..] || !Enum.TryParse<ClusterRole>(word, ignoreCase: true, out var role))
            throw new SiloOptionsException("Say what this process is: silo or gateway.");
        var common = new List<string>();
        var own = Own.Keys.Select(name => (Name: name, Value: environment["PSYCARE_" + name.Replace('-', '_').ToUpperInvariant()] as string))
            .Where(v => v.Value is not null).ToList();
        for (var i = 1; i < args.Length; i++)
        {
            if (i + 1 < args.Length && args[i].StartsWith("--", StringComparison.Ordinal) && Own.ContainsKey(args[i][2..]))
                own.Add((args[i][2..], args[++i]));
            else
                common.Add(args[i]);
        }

        var options = new ClusterOptions
        {
            Role = role,
            Common = SiloOptionsReader.Read([.. common], environment, appSettings),
            BlobConnection = environment["PSYCARE_BLOB_CONNECTION"] as string,
            AzureStateConnection = environment["PSYCARE_AZURE_STATE_CONNECTION"] as string,
        };
        return own.Aggregate(options, (o, v) => Set(o, v.Name, v.Value!));
    }

    private static ClusterOptions Set(ClusterOptions options, string name, string value)
    {
        try
        {
            return Own[name](options, value);
        }
        catch (FormatException)
        {
            throw new SiloOptionsException($"{name} is '{value}', which cannot be used.");
        }
    }

    private static Uri Https(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? url : throw new FormatException();

    private static string VaultName(string value) =>
        value.Length is > 0 and <= 127 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? value : throw new FormatException();

    private static bool OnOff(string value) => value is "on" or "off" ? value == "on" : throw new FormatException();

    private static MediaEndpointKind Endpoint(string value) =>
        Enum.GetNames<MediaEndpointKind>().Contains(value, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<MediaEndpointKind>(value, ignoreCase: true) : throw new FormatException();

    private static InferenceDevice Device(string value) => value switch
    {
        "cpu" => InferenceDevice.Cpu,
        "cuda" => InferenceDevice.Cuda,
        _ => throw new FormatException(),
    };

    private static int Port(string value) => ushort.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
