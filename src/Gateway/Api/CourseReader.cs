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

    /// <summary>The sessions of a period, oldest first.</summary>
    public async Task<IReadOnlyList<CourseSession>> SessionsAsync(string patientId, Period period, string actorId)
    {
        var all = await grains.GetGrain<ICourseGrain>(patientId).GetAsync();
        if (all is [.., var newest])
            await accesses.RecordAsync(newest.SessionId, actorId, What);
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
