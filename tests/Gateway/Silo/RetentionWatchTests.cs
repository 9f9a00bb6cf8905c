using Microsoft.Data.Sqlite;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Silo;

/// <summary>A practice that moved here, or came back with a backup, has no reminders: its patients' data are erased in time all the same.</summary>
public sealed class RetentionWatchTests : IDisposable
{
    private const string PatientsWatched = "SELECT count(*) FROM reminder WHERE name = 'retention'";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-watch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_patient_is_watched_again_after_a_start()
    {
        await using (await Clinic.StartAsync(_folder))
        {
            // The demo patient has a session, so it is watched.
        }

        Assert.Equal(1L, Execute(PatientsWatched));
        Execute("DELETE FROM reminder");
        await using var clinic = await Clinic.StartAsync(_folder);
        using var patience = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Execute(PatientsWatched) is not 1L)
            await poll.WaitForNextTickAsync(patience.Token);
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "clinic.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
