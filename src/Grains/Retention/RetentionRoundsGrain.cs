using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Retention;

namespace PsyCare.Grains.Retention;

/// <summary>A reminder for the practice, which is lost together with those of its patients and made anew by the next gateway that starts.</summary>
public sealed class RetentionRoundsGrain(ILogger<RetentionRoundsGrain> log) : Grain, IRetentionRoundsGrain, IRemindable
{
    private const string Round = "retention-round";
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task BeginAsync()
    {
        if (await this.GetReminder(Round) is null)
            await this.RegisterOrUpdateReminder(Round, Soon, Period);
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        try
        {
            foreach (var member in await GrainFactory.GetGrain<IPracticeGrain>(this.GetPrimaryKeyString()).GetMembersAsync())
                await WatchAsync(member.MemberId);
        }
        catch (Exception e)
        {
            log.LogWarning("Not every patient's retention rules are watched yet; it is tried again: {Exception}", e.GetType().Name);
            await this.RegisterOrUpdateReminder(Round, TryAgainAfter, Period);
        }
    }

    private async Task WatchAsync(string memberId)
    {
        // One after the other: nothing waits for it.
        foreach (var patientId in await GrainFactory.GetGrain<IClinicianGrain>(memberId).GetCaseloadAsync())
            await GrainFactory.GetGrain<IRetentionGrain>(patientId).WatchAsync();
    }
}
