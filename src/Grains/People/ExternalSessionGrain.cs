using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;

namespace PsyCare.Grains.People;

/// <summary>The browsers that a session at the issuer signed in.</summary>
public sealed class ExternalSessionGrain : Grain, IExternalSessionGrain
{
    private const int MaxKept = 20;

    private readonly IPersistentState<ExternalSessionState> _session;

    /// <summary>Made by the host.</summary>
    public ExternalSessionGrain([PersistentState("external-session", StreamNames.Storage)] IPersistentState<ExternalSessionState> session) =>
        _session = session;

    /// <inheritdoc/>
    public async Task AddAsync(string memberId, string deviceId)
    {
        var added = new ExternalDevice(memberId, deviceId);
        if (_session.State.Devices.Contains(added))
            return;
        _session.State.Devices = [.. _session.State.Devices.TakeLast(MaxKept - 1), added];
        await _session.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var devices = _session.State.Devices;
        if (devices.Count == 0)
            return [];
        foreach (var device in devices)
            await CloseAsync(device);
        // Forgotten last: an interrupted try is repeated whole.
        _session.State.Devices = [];
        await _session.SaveAsync();
        return [.. devices.Select(d => d.MemberId).Distinct()];
    }

    private async Task CloseAsync(ExternalDevice device)
    {
        try
        {
            await GrainFactory.GetGrain<IClinicianGrain>(device.MemberId).CloseDeviceAsync(device.DeviceId);
        }
        catch (RefusedException e) when (e.Refusal == Refusal.NotFound)
        {
            // The account is gone, and its browsers with it.
        }
    }
}
