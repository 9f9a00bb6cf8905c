using Orleans;
using PsyCare.Domain.Reports;

namespace PsyCare.Contracts.Reports;

/// <summary>A patient's course of sessions in numbers, brought up to date session by session. Key: patient id.</summary>
public interface ICourseGrain : IGrainWithStringKey
{
    /// <summary>All sessions by time; those that are missing or out of date are summed up first. Refuses with NotFound.</summary>
    Task<IReadOnlyList<CourseSession>> GetAsync();

    /// <summary>
    /// A session has ended, or what may be kept of it has changed: its numbers are taken over again; those of one that was erased are forgotten.
    /// May be repeated. Not awaited by the session, the recording and the patient, which it asks; never fails, for the next read makes up for it.
    /// </summary>
    Task RefreshAsync(string sessionId);
}
