using Orleans;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Reports;

namespace PsyCare.Gateway.Api;

/// <summary>A period of a course; open where null.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after it.</param>
internal readonly record struct Period(DateTimeOffset? From, DateTimeOffset? To)
{
    public bool Contains(DateTimeOffset at) => !(at < From) && !(at >= To);
}

/// <summary>Reads what a course consists of, and leaves an access record before it hands anything out.</summary>
internal sealed class CourseReader(IClusterClient grains, AccessLog accesses)
{
    // An access record belongs to a session; a course stands in that of its newest.
    private const string What = "course";

    /// <summary>The sessions of a period, oldest first, to be looked at.</summary>
    public Task<IReadOnlyList<CourseSession>> SessionsAsync(string patientId, Period period, string actorId) =>
        ReadAsync(patientId, period, newest => accesses.RecordAsync(newest, actorId, What));

    /// <summary>The sessions of a period, oldest first, to leave as a file.</summary>
    public Task<IReadOnlyList<CourseSession>> ExportAsync(string patientId, Period period, string actorId, string what) =>
        ReadAsync(patientId, period, newest => accesses.RecordExportAsync(newest, actorId, what));

    private async Task<IReadOnlyList<CourseSession>> ReadAsync(string patientId, Period period, Func<string, Task> record)
    {
        var all = await grains.GetGrain<ICourseGrain>(patientId).GetAsync();
        if (all is [.., var newest])
            await record(newest.SessionId);
        return [.. all.Where(s => period.Contains(s.At))];
    }

    /// <summary>What every session of a period gives, in the same order.</summary>
    public async Task<IReadOnlyList<(CourseSession Session, T Content)>> EachAsync<T>(
        IReadOnlyList<CourseSession> sessions, Func<ISessionGrain, Task<T>> read)
    {
        var contents = await Task.WhenAll(sessions.Select(s => read(grains.GetGrain<ISessionGrain>(s.SessionId))));
        return [.. sessions.Zip(contents)];
    }
}
