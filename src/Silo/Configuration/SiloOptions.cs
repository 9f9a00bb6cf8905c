using System.Net;
using PsyCare.Domain;
using PsyCare.Silo.Demo;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Configuration;

/// <summary>Everything that can be set about a PsyCare process. See <see cref="SiloOptionsReader"/> for where the values come from.</summary>
public sealed record SiloOptions
{
    /// <summary>Where state, recordings and affect tracks lie, all sealed. <c>--data</c>, <c>PSYCARE_DATA</c>.</summary>
    public string DataFolder { get; init; } = Path.GetFullPath("data");

    /// <summary>Where keys lie: outside the data, so that a copy of the data cannot be read. <c>--keys</c>, <c>PSYCARE_KEYS</c>.</summary>
    public string KeysFolder { get; init; } = Path.GetFullPath("keys");

    /// <summary>The practice's key ring.</summary>
    public string KeyRingFile => Path.Combine(KeysFolder, "practice-keys.json");

    /// <summary>
    /// What protects the key ring, if anything does: the first line of a file (<c>--passphrase-file</c>, <c>PSYCARE_PASSPHRASE_FILE</c>), or
    /// <c>PSYCARE_PASSPHRASE</c>. Never an argument, which everybody on the machine can see.
    /// </summary>
    public Passphrase? Passphrase { get; init; }

    /// <summary>The key in Key Vault that protects the key ring in a passphrase's place; Cluster edition only.</summary>
    public IRingKey? RingKey { get; init; }

    /// <summary>What protects the key ring; null for nothing.</summary>
    public IRingProtection? RingProtection => (IRingProtection?)RingKey ?? Passphrase;

    /// <summary>The store of wrapped data keys: apart from the data, so that no backup of it carries them.</summary>
    public string KeyStoreFile => Path.Combine(KeysFolder, "data-keys.db");

    /// <summary>Where the audit log's signed tree heads go: outside the data, so that an older copy of it does not bring its own.</summary>
    public string TreeHeadsFile => Path.Combine(KeysFolder, "audit-heads.jsonl");

    /// <summary>HTTP on this machine only; 0 = any free port. <c>--http-port</c>, <c>PSYCARE_HTTP_PORT</c>.</summary>
    public int HttpPort { get; init; } = 5080;

    /// <summary>HTTPS on all addresses; 0 = any free port. <c>--https-port</c>, <c>PSYCARE_HTTPS_PORT</c>.</summary>
    public int HttpsPort { get; init; } = 5443;

    /// <summary>The one UDP port for all media; 0 = any free port. <c>--media-port</c>, <c>PSYCARE_MEDIA_PORT</c>.</summary>
    public int MediaPort { get; init; } = 5004;

    /// <summary>
    /// Whether media come over TCP as well, for networks without UDP. <c>--media-tcp off</c>, <c>PSYCARE_MEDIA_TCP=off</c>.
    /// </summary>
    public bool MediaOverTcp { get; init; } = true;

    /// <summary>The TCP port for it; null = the number of <see cref="MediaPort"/>. <c>--media-tcp PORT</c>, <c>PSYCARE_MEDIA_TCP</c>.</summary>
    public int? MediaTcpPort { get; init; }

    /// <summary>
    /// Addresses under which browsers reach this machine; empty = those of its network interfaces. <c>--advertise</c>,
    /// <c>PSYCARE_ADVERTISE</c>, separated by commas.
    /// </summary>
    public IReadOnlyList<IPAddress> Advertise { get; init; } = [];

    /// <summary>Base address for invite links, e.g. behind a proxy; null = as the browser addressed us. <c>--public-url</c>, <c>PSYCARE_PUBLIC_URL</c>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// Where browsers find the TURN server; empty = there is none. <c>--turn-urls</c>, <c>PSYCARE_TURN_URLS</c>, separated by commas.
    /// </summary>
    public IReadOnlyList<string> TurnUrls { get; init; } = [];

    /// <summary>The file that holds the secret shared with it. <c>--turn-secret-file</c>, <c>PSYCARE_TURN_SECRET_FILE</c>.</summary>
    public string? TurnSecretFile { get; init; }

    /// <summary>The built web client; null = found beside the program or in the source tree. <c>--web-root</c>, <c>PSYCARE_WEB_ROOT</c>.</summary>
    public string? WebRoot { get; init; }

    /// <summary>Whether to issue an invite for the demo session, for a virtual patient. <c>--demo</c>, <c>PSYCARE_DEMO=true</c>.</summary>
    public bool Demo { get; init; }

    /// <summary>The practice that this process serves (opaque id); several may share grains and storage. <c>--practice</c>, <c>PSYCARE_PRACTICE</c>.</summary>
    public string Practice { get; init; } = DemoPractice.PracticeId;

    /// <summary>Its name: where it is given, the practice is made if it is missing. <c>--practice-name</c>, <c>PSYCARE_PRACTICE_NAME</c>.</summary>
    public string? PracticeName { get; init; }

    /// <summary>The practice's OpenID Connect issuer. <c>--oidc-*</c>, <c>PSYCARE_OIDC_*</c>.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>Where metrics are pushed by OTLP over HTTP, e.g. <c>http://collector:4318/v1/metrics</c>; null = nowhere. <c>--otlp</c>, <c>PSYCARE_OTLP</c>.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Port at which Prometheus may scrape <c>/metrics</c>, and nothing else; null = none. <c>--metrics-port</c>, <c>PSYCARE_METRICS_PORT</c>.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>Throws where a value cannot work, saying which and why.</summary>
    public SiloOptions Validated()
    {
        RequirePort(HttpPort, "http-port");
        RequirePort(HttpsPort, "https-port");
        RequirePort(MediaPort, "media-port");
        RequirePort(MediaTcpPort ?? 0, "media-tcp");
        if (MetricsPort is { } metrics && (metrics is < 1 or > IPEndPoint.MaxPort || metrics == HttpPort || metrics == HttpsPort))
            throw new SiloOptionsException($"metrics-port is {metrics}; it takes a port of its own.");
        if (HttpPort != 0 && HttpPort == HttpsPort)
            throw new SiloOptionsException($"http-port and https-port are both {HttpPort}: give them different ports.");
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            throw new SiloOptionsException("public-url must be an absolute http or https address, e.g. https://care.example/");
        if (WebRoot is { } root && !File.Exists(Path.Combine(root, "index.html")))
            throw new SiloOptionsException($"web-root {root} holds no index.html: build the web client, or leave the option out.");
        if (!Ids.IsValid(Practice))
            throw new SiloOptionsException($"practice is '{Practice}'; it takes letters, digits, - and _, 64 at most.");
        Oidc.ToOptions();
        return this;
    }

    private static void RequirePort(int port, string name)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
            throw new SiloOptionsException($"{name} is {port}; a port is 0 (any free one) to {IPEndPoint.MaxPort}.");
    }
}
