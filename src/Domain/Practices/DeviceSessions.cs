using System.Text.Json.Serialization;

namespace PsyCare.Domain.Practices;

/// <summary>A browser in which a member is signed in.</summary>
/// <param name="Id">Opaque; the browser's cookie holds it.</param>
/// <param name="Name">The browser and its system in words, e.g. <c>Firefox, Linux</c>.</param>
/// <param name="SignedInAt">When.</param>
/// <param name="LastSeenAt">Last use, to ten minutes.</param>
/// <param name="FromIssuer">Whether the practice's issuer said who it is.</param>
/// <param name="Vouched">Whether the issuer vouched for a second factor.</param>
public sealed record DeviceSession(
    string Id, string Name, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, bool FromIssuer = false, bool Vouched = false);

/// <summary>
/// Where a member is signed in. A cookie counts only while its entry is here: that is what makes signing out elsewhere, disabling an
/// account and changing a password take effect.
/// </summary>
public sealed class DeviceSessions
{
    /// <summary>More than anybody needs; beyond it the one that was unused longest is signed out.</summary>
    public const int Max = 20;

    private const int MaxNameLength = 60;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(10);

    /// <summary>A browser that was not used for so long is signed out.</summary>
    public static TimeSpan IdleLimit { get; } = TimeSpan.FromHours(12);

    /// <summary>A browser that came from the issuer goes back to it after so long: whom the issuer lets in no longer is out by then.</summary>
    public static TimeSpan IssuerLimit { get; } = TimeSpan.FromHours(12);

    /// <summary>In the order of signing in; may hold some that are idle for too long.</summary>
    [JsonInclude]
    public IReadOnlyList<DeviceSession> All { get; private set; } = [];

    /// <summary>Those that count now, newest first.</summary>
    public IReadOnlyList<DeviceSession> Current(DateTimeOffset now) => [.. All.Where(d => IsCurrent(d, now)).Reverse()];

    /// <summary>Signs a browser in.</summary>
    public DeviceSession Open(string name, DateTimeOffset now, bool fromIssuer = false, bool vouched = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        var device = new DeviceSession(Ids.New(), name.Length > MaxNameLength ? name[..MaxNameLength] : name, now, now, fromIssuer, vouched);
        var kept = Current(now).OrderByDescending(d => d.LastSeenAt).Take(Max - 1).Select(d => d.Id).ToHashSet();
        All = [.. All.Where(d => kept.Contains(d.Id)), device];
        return device;
    }

    /// <summary>Whether that browser is signed in.</summary>
    public bool IsOpen(string deviceId, DateTimeOffset now) => Current(now).Any(d => d.Id == deviceId);

    /// <summary>Notes that a browser is in use.</summary>
    /// <returns>True when that changed something worth storing.</returns>
    public bool Seen(string deviceId, DateTimeOffset now)
    {
        if (All.FirstOrDefault(d => d.Id == deviceId) is not { } device || now - device.LastSeenAt < SeenEvery)
            return false;
        All = [.. All.Select(d => d == device ? device with { LastSeenAt = now } : d)];
        return true;
    }

    /// <summary>Signs a browser out; nothing happens where it is not signed in.</summary>
    public void Close(string deviceId) => All = [.. All.Where(d => d.Id != deviceId)];

    /// <summary>Signs all browsers out, but for one if it is named.</summary>
    public void CloseAll(string? exceptDeviceId = null) => All = [.. All.Where(d => d.Id == exceptDeviceId)];

    /// <summary>Signs out all browsers that came from the issuer.</summary>
    public void CloseFromIssuer() => All = [.. All.Where(d => !d.FromIssuer)];

    private static bool IsCurrent(DeviceSession device, DateTimeOffset now) =>
        now - device.LastSeenAt < IdleLimit && !(device.FromIssuer && now - device.SignedInAt >= IssuerLimit);
}
