using Microsoft.Extensions.Logging;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Hubs;

/// <summary>
/// Counts a session's connected pages by role and tells the grain who is there. A page that has gone counts for a little longer, so that
/// a reload does not make a person flicker.
/// </summary>
internal sealed class SessionPresence(ISessionGrain grain, AffectSubscription affect, FeedServices services) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<ParticipantRole, int> _pages = new() { [ParticipantRole.Clinician] = 0, [ParticipantRole.Patient] = 0 };
    private readonly HashSet<ParticipantRole> _reported = [];

    /// <summary>A page has come.</summary>
    public Task EnterAsync(ParticipantRole role)
    {
        Count(role, +1);
        return ReportAsync(role);
    }

    /// <summary>A page has gone; completes when it no longer counts.</summary>
    /// <param name="role">Whose.</param>
    /// <param name="onPurpose">Whether its person left on purpose: then it no longer counts at once.</param>
    public async Task LeaveAsync(ParticipantRole role, bool onPurpose)
    {
        try
        {
            if (!onPurpose)
                await Task.Delay(services.Options.PresenceGrace, services.Time, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The process stops: nobody comes back to this feed.
        }

        Count(role, -1);
        await ReportAsync(role, onPurpose);
    }

    /// <summary>
    /// Tells the grain of those it takes for absent and who have been reported: it has lost its memory with its silo, or another gateway
    /// has seen the same person go.
    /// </summary>
    public async Task CorrectAsync(SessionSnapshot session)
    {
        ParticipantRole[] missing;
        lock (_gate)
        {
            missing = [.. _reported.Where(r => _pages[r] > 0
                && !(r == ParticipantRole.Clinician ? session.ClinicianPresent : session.PatientPresent))];
        }

        try
        {
            foreach (var role in missing)
                await grain.ReportPresenceAsync(role, present: true);
        }
        catch (Exception e)
        {
            services.Log.LogWarning("A presence report was lost and is sent again: {Exception}", e.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var role in Enum.GetValues<ParticipantRole>())
        {
            lock (_gate) _pages[role] = 0;
            await ReportAsync(role);
        }
    }

    private void Count(ParticipantRole role, int change)
    {
        lock (_gate) _pages[role] = Math.Max(0, _pages[role] + change);
    }

    /// <summary>Brings the grain's and the stream's idea of who is there in line with the count, one caller at a time.</summary>
    private async Task ReportAsync(ParticipantRole role, bool onPurpose = false)
    {
        await _turn.WaitAsync();
        try
        {
            bool present;
            lock (_gate) present = _pages[role] > 0;
            if (present == _reported.Contains(role))
                return;
            if (role == ParticipantRole.Clinician)
                await affect.SetAsync(present);
            await (onPurpose && !present ? grain.ReportLeftAsync(role) : grain.ReportPresenceAsync(role, present));
            lock (_gate)
                _ = present ? _reported.Add(role) : _reported.Remove(role);
        }
        catch (Exception e) when (_stop.IsCancellationRequested)
        {
            services.Log.LogDebug("A presence report was lost while stopping: {Exception}", e.GetType().Name);
        }
        finally
        {
            _turn.Release();
        }
    }
}
