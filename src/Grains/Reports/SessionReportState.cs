using PsyCare.Domain.Reports;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Reports;

/// <summary>What is stored of a session's report. Clinical content.</summary>
public sealed class SessionReportState : ISessionOwned
{
    /// <inheritdoc/>
    public string PatientId { get; set; } = "";

    /// <inheritdoc/>
    public string SessionId { get; set; } = "";

    /// <summary>The track was erased: nothing is made again.</summary>
    public bool Erased { get; set; }

    /// <summary>Null until made, and after it was removed.</summary>
    public SessionReport? Report { get; set; }
}
