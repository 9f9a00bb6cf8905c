using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Embedded.Storage;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Gateway.Tests.Silo;

/// <summary>
/// Someone with the data folder, a backup of it from before, and all the practice's keys searches everything that opens for what an erased
/// patient said and how they looked.
/// </summary>
public sealed class ErasureTests : IDisposable
{
    private const string Name = "Zacharias Unmistakable";
    private const string NoteText = "He dreams of the well behind the house";
    private const string Face = "the patient's unmistakable face";
    private const string OthersName = "Somebody Else";

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-erasure-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Backup => Path.Combine(_folder, "backup");

    [Fact]
    public async Task After_an_erasure_nothing_of_the_patient_opens_in_the_data_or_in_a_backup_from_before()
    {
        var (patientId, sessionId) = await LiveThroughASessionAsync();
        CopyFolder(Data, Backup);
        var before = await EverythingThatOpensAsync(Backup);
        // The search finds what there is.
        Assert.All(new[] { Name, NoteText, Face, "\"AU\"12", OthersName }, secret => Assert.Contains(secret, before, StringComparison.Ordinal));

        await using (var clinic = await Clinic.StartAsync(_folder))
            await clinic.Grains.GetGrain<IPatientGrain>(patientId).EraseAsync("anna");

        foreach (var folder in new[] { Data, Backup })
        {
            var found = await EverythingThatOpensAsync(folder);
            Assert.All(new[] { Name, NoteText, Face, "\"AU\"12" }, secret => Assert.DoesNotContain(secret, found, StringComparison.Ordinal));
            Assert.Contains(OthersName, found, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(
            Directory.GetFiles(Data, "*.pcs", SearchOption.AllDirectories), file => file.Contains(sessionId, StringComparison.Ordinal));
        Directory.Delete(Data, recursive: true);
        Directory.Move(Backup, Data);
        await using var restored = await Clinic.StartAsync(_folder);
        var therapist = await restored.SignInAsync();
        Assert.Equal("notFound", await therapist.GetAsync($"/api/patients/{patientId}").ProblemAsync(404));
        Assert.Equal("notFound", await therapist.GetAsync($"/api/sessions/{sessionId}").ProblemAsync(404));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(string PatientId, string SessionId)> LiveThroughASessionAsync()
    {
        await using var clinic = await Clinic.StartAsync(_folder);
        var therapist = await clinic.SignInAsync();
        await Visit.CreateAsync(clinic, therapist, OthersName);
        var visit = await Visit.CreateAsync(clinic, therapist, Name);
        await visit.GoLiveAsync();
        (await therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/note1", new { atMs = 0, text = NoteText, baseRevision = 0 }))
            .EnsureSuccessStatusCode();
        var ticket = await clinic.Grains.GetGrain<IRecordingGrain>(visit.SessionId).OpenSegmentAsync(ParticipantRole.Patient, 0);
        var vault = clinic.App.Services.GetRequiredService<RecordingVault>();
        await using (var writer = vault.OpenWriter(visit.SessionId, ticket.SegmentId, ParticipantRole.Patient, 0))
            writer.TryWrite(new MediaFrame(MediaKind.Audio, 0, true, Encoding.ASCII.GetBytes(Face)));
        var smile = new FaceReading(null, new FaceQuality(1, 1, 1, 0, 0), [new(ActionUnit.LipCornerPuller, 3)], []);
        await clinic.App.Services.GetRequiredService<IAffectTrackStore>().AppendAsync(visit.SessionId, [new(0, 0, null, smile)], default);
        await visit.EndAsync();
        return (visit.PatientId, visit.SessionId);
    }

    /// <summary>Every byte as it rests, and everything that today's keys open.</summary>
    private async Task<string> EverythingThatOpensAsync(string data)
    {
        var options = Clinic.Options(_folder);
        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, data);
        using var keys = DataKeys.Open(options.KeyStoreFile, data, ring);
        var sealer = new StateSealer(ring, keys);
        var found = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
            found.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        foreach (var row in StateTransfer.Read(Path.Combine(data, "clinic.db")))
        {
            var context = $"{row.Storage}\n{row.GrainType}\n{row.StateName}\n{row.GrainKey}";
            if (sealer.Open(context, row.Payload) is { } plaintext)
                found.Append(Encoding.UTF8.GetString(plaintext));
        }

        await ReadFilesAsync(data, ring, keys, found);
        return found.ToString();
    }

    private static async Task ReadFilesAsync(string data, KeyRing ring, DataKeys keys, StringBuilder found)
    {
        using var store = new DiskStore(data);
        var vault = new RecordingVault(store, keys, TimeProvider.System);
        using var audited = new AuditedFiles(() => throw new InvalidOperationException("Nothing is entered here."), () => [], ring);
        using var tracks = new AffectTrackStore(store, keys, audited);
        foreach (var file in Directory.EnumerateFiles(data, "*.pcs", SearchOption.AllDirectories))
        {
            var (name, parent) = (Path.GetFileNameWithoutExtension(file), Path.GetFileName(Path.GetDirectoryName(file))!);
            try
            {
                if (parent == "affect")
                {
                    foreach (var unit in (await tracks.ReadAsync(name, default)).SelectMany(s => s.Reading.ActionUnits))
                        found.Append("\"AU\"").Append((int)unit.Unit);
                }
                else if (parent != "audit")
                {
                    using var reader = new StreamReader(await vault.OpenReaderAsync(parent, name), Encoding.Latin1);
                    found.Append(await reader.ReadToEndAsync());
                }
            }
            catch (KeyDestroyedException)
            {
                // What is asserted.
            }
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
