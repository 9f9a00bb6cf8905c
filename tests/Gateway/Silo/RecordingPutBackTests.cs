using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Hosting;
using PsyCare.Silo.Vault;
using PsyCare.Vault;
using PsyCare.Vault.Backup;

namespace PsyCare.Gateway.Tests.Silo;

/// <summary>
/// Somebody who can write to the data puts older files back, and the older index with them: review and <c>audit verify</c> tell by the audit log.
/// What happens in an ordinary life of a practice raises no alarm.
/// </summary>
public sealed class RecordingPutBackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-putback-").FullName;

    [Fact]
    public async Task An_older_file_with_its_older_index_is_told_by_review_and_by_verify()
    {
        var older = Path.Combine(_folder, "older.db");
        var (session, file, olderFile, olderTrack) = await LiveThroughAsync(older);
        var (whole, track) = (await File.ReadAllBytesAsync(file), TrackOf(session));
        var wholeTrack = await File.ReadAllBytesAsync(track);
        var name = $"{Path.GetFileNameWithoutExtension(file)} of session {session}";
        Assert.Equal((0, "RECORDINGS: 2 recorded files and affect tracks are as the log says, 0 were erased, 0 are not what they were."), Verify());

        PutBack(session, older);
        await using (var clinic = await Clinic.StartAsync(_folder))
        {
            await File.WriteAllBytesAsync(file, olderFile);
            Assert.Equal(["shortened"], await FaultsAsync(clinic, session));
            Assert.Equal((3, $"SHORTENED: {name} has less than when it was finished."), Verify());

            // The index alone: everything is there, and plays.
            await File.WriteAllBytesAsync(file, whole);
            Assert.Empty(await FaultsAsync(clinic, session));

            await File.WriteAllBytesAsync(track, olderTrack);
            Assert.Equal(["track"], await FaultsAsync(clinic, session));
            Assert.Equal((3, $"SHORTENED: affect of session {session} has less than when it was finished."), Verify());
            await File.WriteAllBytesAsync(track, wholeTrack);
        }

        PutBack(session, from: null);
        await using (var clinic = await Clinic.StartAsync(_folder))
        {
            File.Delete(file);
            Assert.Equal(["unlisted"], await FaultsAsync(clinic, session));
            Assert.Equal((3, $"MISSING: {name} is not there, and no entry says that it was erased."), Verify());
        }
    }

    [Fact]
    public async Task Another_recording_in_its_place_is_told_though_it_is_as_long_and_sealed_with_the_same_key()
    {
        var (session, file, _, _) = await LiveThroughAsync(Path.Combine(_folder, "older.db"));
        var whole = await File.ReadAllBytesAsync(file);
        var name = $"{Path.GetFileNameWithoutExtension(file)} of session {session}";
        await using var clinic = await Clinic.StartAsync(_folder);
        File.Delete(file);
        var vault = clinic.App.Services.GetRequiredService<RecordingVault>();
        await using (var writer = vault.OpenWriter(session, Path.GetFileNameWithoutExtension(file), ParticipantRole.Patient, 0))
            Write(writer, 0, 8_000);

        Assert.Equal(whole.Length, new FileInfo(file).Length);
        Assert.Equal(["replaced"], await FaultsAsync(clinic, session));
        Assert.Equal((3, $"REPLACED: {name} is not the file that was finished."), Verify());

        // One byte of what is within a chunk, whose head is as it was.
        whole[whole.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, whole);
        Assert.Equal(0, Verify().Status);
        Assert.Equal((3, $"ALTERED: {name} has the heads of its chunks, but not the bytes that it was finished with."), Verify("--content"));
    }

    [Fact]
    public async Task Recording_on_after_a_crash_erasing_and_a_backup_made_while_recording_raise_no_alarm()
    {
        var (elsewhere, backup) = (Path.Combine(_folder, "elsewhere"), Path.Combine(_folder, "backup.tar"));
        var sessions = new List<string>();
        await using (var clinic = await Clinic.StartAsync(_folder))
        {
            var therapist = await clinic.SignInAsync();
            var crashed = await LiveAsync(clinic, therapist);
            await CrashAsync(clinic, crashed.SessionId);
            await RecordAsync(clinic, crashed.SessionId, 8_000);
            await crashed.EndAsync();
            var erased = await RecordedAsync(clinic, therapist);
            await erased.EndAsync();
            await erased.ConsentAsync("recording", "withdrawn");
            var running = await RecordedAsync(clinic, therapist);
            sessions.AddRange([crashed.SessionId, erased.SessionId, running.SessionId]);
            await using (var writer = await OpenAsync(clinic, running.SessionId, 8_000))
            {
                await WriteUntilDurableAsync(writer, 8_000);
                foreach (var session in sessions)
                    Assert.Empty(await FaultsAsync(clinic, session));
                var options = Clinic.Options(_folder);
                await BackupCommand.RunAsync(
                    [BackupCommand.Backup, backup], options, copy => EmbeddedState.CopyAsync(options, copy), SiloHost.DatabaseFile, TextWriter.Null);
            }

            await running.EndAsync();
        }

        Assert.Equal((0, "RECORDINGS: 4 recorded files and affect tracks are as the log says, 1 were erased, 0 are not what they were."), Verify());
        await BackupCommand.RunAsync(
            [BackupCommand.Restore, backup], Clinic.Options(elsewhere), _ => Task.CompletedTask, SiloHost.DatabaseFile, TextWriter.Null);
        KeyCopy.Write(Path.Combine(_folder, "keys"), Clinic.Options(_folder).KeyStoreFile, Path.Combine(elsewhere, "keys"));
        await using var restored = await Clinic.StartAsync(elsewhere);
        foreach (var session in sessions)
            Assert.Empty(await FaultsAsync(restored, session));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A session of eight recorded seconds and two blocks of readings; and its files, and a copy of the database, as they were in the middle.</summary>
    private async Task<(string SessionId, string File, byte[] OlderFile, byte[] OlderTrack)> LiveThroughAsync(string olderDatabase)
    {
        await using var clinic = await Clinic.StartAsync(_folder);
        var visit = await LiveAsync(clinic, await clinic.SignInAsync());
        var tracks = clinic.App.Services.GetRequiredService<IAffectTrackStore>();
        byte[] olderFile, olderTrack;
        await using (var writer = await OpenAsync(clinic, visit.SessionId, 0))
        {
            await WriteUntilDurableAsync(writer, 0);
            await tracks.AppendAsync(visit.SessionId, [Reading(0)], default);
            (olderFile, olderTrack) = (await File.ReadAllBytesAsync(FilesOf(visit.SessionId)[0]), await File.ReadAllBytesAsync(TrackOf(visit.SessionId)));
            await EmbeddedState.CopyAsync(Clinic.Options(_folder), olderDatabase);
            Write(writer, 4_000, 8_000);
            await tracks.AppendAsync(visit.SessionId, [Reading(1)], default);
        }

        await visit.EndAsync();
        return (visit.SessionId, FilesOf(visit.SessionId)[0], olderFile, olderTrack);
    }

    private static async Task<Visit> LiveAsync(Clinic clinic, Browser therapist)
    {
        var visit = await Visit.CreateAsync(clinic, therapist);
        await visit.ConsentAsync("recording");
        return await visit.GoLiveAsync();
    }

    private static async Task<Visit> RecordedAsync(Clinic clinic, Browser therapist)
    {
        var visit = await LiveAsync(clinic, therapist);
        await RecordAsync(clinic, visit.SessionId, 0);
        return visit;
    }

    private static async Task RecordAsync(Clinic clinic, string sessionId, int from)
    {
        await using var writer = await OpenAsync(clinic, sessionId, from);
        Write(writer, from, from + 4_000);
    }

    /// <summary>A segment that nobody could finish: neither the index nor the log knows more than that it was begun.</summary>
    private async Task CrashAsync(Clinic clinic, string sessionId)
    {
        var ticket = await clinic.Grains.GetGrain<IRecordingGrain>(sessionId).OpenSegmentAsync(ParticipantRole.Patient, 0);
        await using (var writer = clinic.App.Services.GetRequiredService<RecordingVault>().OpenWriter(sessionId, ticket.SegmentId, ParticipantRole.Patient, 0))
            Write(writer, 0, 4_000);
        var file = Assert.Single(FilesOf(sessionId));
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^100]);
    }

    private static async Task<IVaultSegmentWriter> OpenAsync(Clinic clinic, string sessionId, int from) =>
        (IVaultSegmentWriter)await clinic.App.Services.GetRequiredService<IMediaRecorder>()
            .OpenSegmentAsync(sessionId, ParticipantRole.Patient, from, CancellationToken.None);

    private static async Task WriteUntilDurableAsync(IVaultSegmentWriter writer, int from)
    {
        Write(writer, from, from + 4_000);
        for (var tries = 0; writer.Extent.Chunks == 0; tries++)
        {
            Assert.True(tries < 6_000, "Nothing reached the disk within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private static void Write(ISegmentWriter writer, int from, int to)
    {
        for (var at = from; at < to; at += 40)
            Assert.True(writer.TryWrite(new MediaFrame(MediaKind.Audio, at, true, new byte[100])));
    }

    private static AffectSample Reading(long sequence) => new(sequence, sequence * 100, null, FaceReading.None(NoReadingReason.NoFace));

    /// <summary>The recording's index as it was, or none; nothing else of the database.</summary>
    private void PutBack(string sessionId, string? from)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", SiloHost.DatabaseFile)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.Parameters.AddWithValue("$session", sessionId);
        command.CommandText = "DELETE FROM grain_state WHERE grain_key = $session AND state_name = 'recording'";
        Assert.Equal(1, command.ExecuteNonQuery());
        if (from is not null)
        {
            command.Parameters.AddWithValue("$from", from);
            command.CommandText = "ATTACH $from AS older";
            command.ExecuteNonQuery();
            command.CommandText =
                "INSERT INTO grain_state SELECT * FROM older.grain_state WHERE grain_key = $session AND state_name = 'recording'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }
    }

    private string[] FilesOf(string sessionId) => Directory.GetFiles(Path.Combine(_folder, "data", "recordings", sessionId));

    private string TrackOf(string sessionId) => Path.Combine(_folder, "data", "affect", sessionId + ".pcs");

    private static async Task<IEnumerable<string>> FaultsAsync(Clinic clinic, string sessionId)
    {
        var review = await (await clinic.SignInAsync()).GetAsync($"/api/sessions/{sessionId}/review").JsonAsync();
        return review.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("fault").GetString()!);
    }

    /// <summary>The exit status of <c>audit verify</c>, and what it says first of recordings.</summary>
    private (int Status, string Said) Verify(params string[] options)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        string[] args = ["verify", .. options, "--data", Path.Combine(_folder, "data"), "--keys", Path.Combine(_folder, "keys")];
        var status = AuditCommand.Run(args, a => SiloOptionsReader.Read(a, new Dictionary<string, string>(), new ConfigurationBuilder().Build()), output);
        return (status, output.ToString().Split('\n', StringSplitOptions.TrimEntries).First(line => !line.StartsWith("INTACT", StringComparison.Ordinal)));
    }
}
