using System.Diagnostics.Metrics;

namespace PsyCare.Gateway;

/// <summary>What a gateway does: meter <c>PsyCare.Gateway</c>. Tags are words of a fixed list; nothing carries an id.</summary>
internal static class GatewayMetrics
{
    private static readonly Meter Meter = new("PsyCare.Gateway");

    private static readonly Counter<long> SignInsCounted = Meter.CreateCounter<long>(
        "psycare.sign_ins", "{sign-in}", "Members' sign-ins. Tags: way (password, issuer), result (ok, refused)");

    /// <summary>Pages that follow a session.</summary>
    public static UpDownCounter<long> HubConnections { get; } = Meter.CreateUpDownCounter<long>(
        "psycare.hub.connections", "{connection}", "Open connections of pages. Tag: role (clinician, patient)");

    /// <summary>Segments that could not be finished as they should.</summary>
    public static Counter<long> RecordingFailures { get; } = Meter.CreateCounter<long>(
        "psycare.recordings.failures", "{segment}", "Recorded segments whose writing or entering failed");

    /// <summary>Counts a sign-in.</summary>
    public static void CountSignIn(string way, bool succeeded) =>
        SignInsCounted.Add(1, new("way", way), new KeyValuePair<string, object?>("result", succeeded ? "ok" : "refused"));
}
