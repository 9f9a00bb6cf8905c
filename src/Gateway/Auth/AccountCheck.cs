using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth;

/// <summary>
/// What a signed-in browser of a member may do now, asked of the account at most every twenty seconds: a disabled account, other roles or a
/// sign-out elsewhere take effect on every gateway within a minute, even while the account's silo is being replaced.
/// </summary>
internal sealed class AccountCheck(IClusterClient grains, TimeProvider time, ILogger<AccountCheck> log)
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<(string MemberId, string DeviceId), Answer> _answers = new();

    /// <summary>How long an answer is taken without asking again.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an answer still counts where asking again fails.</summary>
    public static TimeSpan GoodFor { get; } = TimeSpan.FromSeconds(50);

    /// <summary>What that browser may do; null when it is not signed in.</summary>
    public async Task<MemberStanding?> CheckAsync(string memberId, string deviceId)
    {
        var key = (memberId, deviceId);
        var known = _answers.GetValueOrDefault(key);
        if (known is not null && Age(known) < FreshFor)
            return known.Standing;
        try
        {
            var standing = await grains.GetGrain<IClinicianGrain>(memberId).CheckDeviceAsync(deviceId);
            _answers[key] = new Answer(standing, time.GetTimestamp());
            Sweep();
            return standing;
        }
        catch (Exception e) when (known is not null && Age(known) < GoodFor)
        {
            log.LogWarning("Asking for the standing of {Member} failed and is tried again: {Exception}", memberId, e.GetType().Name);
            return known.Standing;
        }
    }

    /// <summary>Whether that browser is signed in and its member a therapist.</summary>
    public async Task<bool> IsTherapistAsync(string memberId, string deviceId) =>
        (await CheckAsync(memberId, deviceId))?.Roles.HasFlag(MemberRoles.Therapist) == true;

    /// <summary>Asks anew from now on: something about this member has changed on this gateway.</summary>
    public void Forget(string memberId)
    {
        foreach (var key in _answers.Keys.Where(k => k.MemberId == memberId))
            _answers.TryRemove(key, out _);
    }

    private TimeSpan Age(Answer answer) => time.GetElapsedTime(answer.At);

    private void Sweep()
    {
        if (_answers.Count <= SweepAbove)
            return;
        foreach (var (key, answer) in _answers)
        {
            if (Age(answer) >= GoodFor)
                _answers.TryRemove(key, out _);
        }
    }

    private sealed record Answer(MemberStanding? Standing, long At);
}
