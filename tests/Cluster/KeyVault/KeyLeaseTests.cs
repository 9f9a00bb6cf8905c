using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using PsyCare.Silo.Cluster.KeyVault;
using PsyCare.TestKit.Time;
using PsyCare.Vault.Keys;

namespace PsyCare.Cluster.Tests.KeyVault;

/// <summary>How long a process goes on with keys that Key Vault no longer grants.</summary>
public sealed class KeyLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-lease-").FullName;
    private readonly FakeTimeProvider _clock = new();
    private readonly Lifetime _lifetime = new();
    private FakeKeyVault _vault = null!;

    public async Task InitializeAsync() => _vault = await FakeKeyVault.StartAsync();

    public async Task DisposeAsync()
    {
        await _vault.DisposeAsync();
        _lifetime.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Access_taken_away_ends_the_process_after_an_hour()
    {
        using var ring = Open();
        using var lease = Lease(ring);
        Assert.False(lease.IsOver());
        _vault.Refuses = (HttpStatusCode.Forbidden, "Forbidden", int.MaxValue);
        for (var minutes = 0; minutes < 60; minutes += 10)
        {
            Assert.False(lease.IsOver());
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        await lease.StartAsync(CancellationToken.None);
        await _lifetime.Stopped.WaitAsync(Patience);
        await lease.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void A_vault_that_is_away_for_hours_or_refuses_for_a_while_ends_nothing()
    {
        using var ring = Open();
        using var lease = Lease(ring);
        foreach (var status in new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.Forbidden })
        {
            _vault.Refuses = (status, "Refused", status == HttpStatusCode.OK ? 0 : int.MaxValue);
            _clock.Advance(TimeSpan.FromMinutes(status == HttpStatusCode.Forbidden ? 50 : 600));
            Assert.False(lease.IsOver());
        }
    }

    private KeyRing Open() => KeyRing.OpenOrCreate(Path.Combine(_root, "keys", "ring.json"), Path.Combine(_root, "data"), _vault.Client());

    private KeyLease Lease(KeyRing ring) => new(ring, _lifetime, _clock, NullLogger<KeyLease>.Instance);

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stopped => _stopped.Task;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopped.TrySetResult();

        public void Dispose() => _stopping.Dispose();
    }
}
