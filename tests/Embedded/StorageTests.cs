using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PsyCare.Embedded.Storage;
using PsyCare.Embedded.Tests.Plain;

namespace PsyCare.Embedded.Tests;

public interface IKennelGrain : IGrainWithStringKey
{
    Task AddAsync(string name);

    Task AddUnsavedAsync(string name);

    Task ClearAsync();

    Task<IReadOnlyList<string>> NamesAsync();

    Task<(bool Exists, string? Etag)> RecordAsync();

    Task EndAsync();
}

public sealed class KennelGrain(
    [PersistentState("kennel", "clinic")] IPersistentState<Kennel> kennel, [PersistentState("log")] IPersistentState<List<string>> log)
    : Grain, IKennelGrain
{
    public async Task AddAsync(string name)
    {
        await AddUnsavedAsync(name);
        await kennel.WriteStateAsync();
        log.State.Add(name);
        await log.WriteStateAsync();
    }

    public Task AddUnsavedAsync(string name)
    {
        kennel.State.Add(new Pet(name, []));
        return Task.CompletedTask;
    }

    public Task ClearAsync() => kennel.ClearStateAsync();

    public Task<IReadOnlyList<string>> NamesAsync() => Task.FromResult<IReadOnlyList<string>>([.. kennel.State.Pets.Select(p => p.Name)]);

    public Task<(bool Exists, string? Etag)> RecordAsync() => Task.FromResult((kennel.RecordExists, kennel.Etag));

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public sealed class StorageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-embedded-").FullName;

    private string Database => Path.Combine(_folder, "grains.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task State_survives_deactivation_and_restart()
    {
        await using (var host = await StartAsync())
        {
            await host.Grain<IKennelGrain>().AddAsync("Ada");
            await host.Grain<IKennelGrain>().AddUnsavedAsync("Lost");
            await host.Grain<IKennelGrain>().EndAsync();
            Assert.Equal(["Ada"], await host.Grain<IKennelGrain>().NamesAsync());
            Assert.Empty(await host.Grain<IKennelGrain>("another").NamesAsync());
        }

        await using var restarted = await StartAsync();
        Assert.Equal(["Ada"], await restarted.Grain<IKennelGrain>().NamesAsync());
        await restarted.Grain<IKennelGrain>().AddAsync("Rex");
        Assert.Equal(["Ada", "Rex"], await restarted.Grain<IKennelGrain>().NamesAsync());
    }

    [Fact]
    public async Task Cleared_state_is_gone_and_can_be_written_again()
    {
        await using var host = await StartAsync();
        var grain = host.Grain<IKennelGrain>();
        Assert.Equal((false, null), await grain.RecordAsync());
        await grain.AddAsync("Ada");
        Assert.True((await grain.RecordAsync()).Exists);
        await grain.ClearAsync();
        Assert.Equal((false, null), await grain.RecordAsync());
        Assert.Empty(await grain.NamesAsync());
        await grain.AddAsync("Rex");
        await grain.EndAsync();
        Assert.Equal(["Rex"], await grain.NamesAsync());
    }

    [Fact]
    public async Task A_write_over_somebody_elses_fails_and_the_next_activation_reads_theirs()
    {
        await using var host = await StartAsync();
        var grain = host.Grain<IKennelGrain>();
        await grain.AddAsync("Ada");
        var theirs = new GrainState<Kennel>();
        var storage = host.Get<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("clinic");
        await storage.ReadStateAsync("kennel", GrainId.Create("kennel", "one"), theirs);
        theirs.State!.Add(new Pet("Theirs", []));
        await storage.WriteStateAsync("kennel", GrainId.Create("kennel", "one"), theirs);

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.AddAsync("Mine"));
        Assert.Equal(["Ada", "Theirs"], await grain.NamesAsync());
        await grain.AddAsync("Mine");
        Assert.Equal(["Ada", "Theirs", "Mine"], await grain.NamesAsync());
    }

    [Fact]
    public async Task A_first_write_does_not_replace_a_row_that_somebody_else_made()
    {
        await using var tables = new SqliteTables(Database);
        var key = new StateKey("clinic", "kennel", "one", "kennel");
        Assert.True(await tables.TryWriteAsync(key, null, new StateRow("a", [1])));
        Assert.False(await tables.TryWriteAsync(key, null, new StateRow("b", [2])));
        Assert.False(await tables.TryWriteAsync(key, null, null));
        Assert.False(await tables.TryWriteAsync(key, "b", null));
        Assert.Equal("a", (await tables.ReadAsync(key))!.Etag);
        Assert.True(await tables.TryWriteAsync(key, "a", null));
        Assert.Null(await tables.ReadAsync(key));
    }

    [Fact]
    public async Task What_was_confirmed_survives_a_killed_process()
    {
        var copy = Path.Combine(_folder, "after the crash.db");
        await using (var host = await StartAsync())
        {
            await host.Grain<IKennelGrain>().AddAsync("Ada");
            // The files as a kill would leave them: the host has closed nothing.
            File.Copy(Database, copy);
            File.Copy(Database + "-wal", copy + "-wal");
        }

        await using var restarted = await TestHost.StartAsync([typeof(KennelGrain)], options => options.UseSqlite(copy));
        Assert.Equal(["Ada"], await restarted.Grain<IKennelGrain>().NamesAsync());
    }

    [Fact]
    public async Task A_failed_write_reaches_its_writer_and_the_next_one_works()
    {
        await using var writer = new SqliteWriter(Database);
        await Assert.ThrowsAsync<SqliteException>(() => writer.RunAsync(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO no_such_table VALUES (1)";
            return command.ExecuteNonQuery();
        }));
        Assert.Equal(42, await writer.RunAsync(_ => 42));
        await writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.RunAsync(_ => 42));
    }

    [Fact]
    public async Task Many_writers_at_once_all_get_their_answer()
    {
        await using var tables = new SqliteTables(Database);
        var written = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i =>
            tables.TryWriteAsync(new StateKey("clinic", "kennel", $"{i}", "kennel"), null, new StateRow($"{i}", [(byte)i]))));
        Assert.All(written, Assert.True);
        Assert.Equal("1234", (await tables.ReadAsync(new StateKey("clinic", "kennel", "1234", "kennel")))!.Etag);
    }

    [Fact]
    public async Task Sealed_state_leaves_no_plaintext_in_any_file()
    {
        const string secret = "Secret-Name-4711";
        await using (var host = await StartAsync(new AesProtector()))
        {
            await host.Grain<IKennelGrain>().AddAsync(secret);
            foreach (var file in Directory.GetFiles(_folder)) Assert.DoesNotContain(secret, await ReadAsync(file), StringComparison.Ordinal);
            await host.Grain<IKennelGrain>().EndAsync();
            Assert.Equal([secret], await host.Grain<IKennelGrain>().NamesAsync());
        }

        Assert.DoesNotContain(secret, await ReadAsync(Database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_for_plaintext_finds_it_where_nothing_is_sealed()
    {
        await using (var host = await StartAsync()) await host.Grain<IKennelGrain>().AddAsync("Secret-Name-4711");
        Assert.Contains("Secret-Name-4711", await ReadAsync(Database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_copied_over_another_grains_row_does_not_open()
    {
        await using (var host = await StartAsync(new AesProtector()))
        {
            await host.Grain<IKennelGrain>("one").AddAsync("Ada");
            await host.Grain<IKennelGrain>("two").AddAsync("Rex");
        }

        Execute("UPDATE grain_state SET payload = (SELECT payload FROM grain_state AS other WHERE other.grain_key = 'two' "
            + "AND other.state_name = grain_state.state_name) WHERE grain_key = 'one'");
        await using var restarted = await StartAsync(new AesProtector());
        await Assert.ThrowsAnyAsync<CryptographicException>(() => restarted.Grain<IKennelGrain>("one").NamesAsync());
        Assert.Equal(["Rex"], await restarted.Grain<IKennelGrain>("two").NamesAsync());
    }

    [Fact]
    public async Task State_whose_key_was_destroyed_counts_as_never_stored()
    {
        await using (var host = await StartAsync(new AesProtector())) await host.Grain<IKennelGrain>().AddAsync("Ada");

        await using var restarted = await StartAsync(new AesProtector { KeyDestroyed = true });
        Assert.Empty(await restarted.Grain<IKennelGrain>().NamesAsync());
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_left_alone()
    {
        await (await StartAsync()).DisposeAsync();
        Execute("PRAGMA user_version = 99");
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var e = Assert.Throws<InvalidDataException>(() => new SqliteTables(Database));
        Assert.Contains("99", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_binding_context_tells_every_two_keys_apart()
    {
        var one = new StateKey("s", "t", "a\nb", "n");
        var two = new StateKey("s", "t", "b", "n\na");
        Assert.NotEqual(one.Context, new StateKey("s", "t", "a", "n").Context);
        Assert.Throws<ArgumentException>(() => two.Context);
    }

    private Task<TestHost> StartAsync(IGrainStateProtector? protector = null) => TestHost.StartAsync(
        [typeof(KennelGrain)],
        options => options.UseSqlite(Database),
        services =>
        {
            if (protector is not null) services.AddSingleton(protector);
        });

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed class AesProtector : IGrainStateProtector
    {
        private static readonly byte[] Key = SHA256.HashData("a key of this test"u8);

        public bool KeyDestroyed { get; init; }

        public byte[] Protect(string context, object? state, ReadOnlySpan<byte> plaintext)
        {
            var sealedState = new byte[12 + plaintext.Length + 16];
            RandomNumberGenerator.Fill(sealedState.AsSpan(0, 12));
            using var aes = new AesGcm(Key, 16);
            aes.Encrypt(sealedState.AsSpan(0, 12), plaintext, sealedState.AsSpan(12, plaintext.Length), sealedState.AsSpan(^16..), Encoding.UTF8.GetBytes(context));
            return sealedState;
        }

        public byte[]? Unprotect(string context, ReadOnlySpan<byte> sealedState)
        {
            if (KeyDestroyed) return null;
            var plaintext = new byte[sealedState.Length - 28];
            using var aes = new AesGcm(Key, 16);
            aes.Decrypt(sealedState[..12], sealedState[12..^16], sealedState[^16..], plaintext, Encoding.UTF8.GetBytes(context));
            return plaintext;
        }
    }
}
