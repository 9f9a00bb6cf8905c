using PsyCare.Domain.Reports;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Reports;

/// <summary>What is stored of a patient's course. Clinical content.</summary>
public sealed class CourseState : IPatientOwned
{
    /// <inheritdoc/>
    public string PatientId { get; set; } = "";

    /// <summary>Sessions that have ended, in the order they were entered.</summary>
    public List<CourseSession> Sessions { get; set; } = [];
}
