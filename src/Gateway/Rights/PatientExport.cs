using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PsyCare.Contracts.People;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Vault;

namespace PsyCare.Gateway.Rights;

/// <summary>
/// Everything that exists about a patient, as a ZIP that is written while it is read: recordings are decrypted on the way and rest nowhere.
/// What belongs in it and what does not: ADR 12.
/// </summary>
internal sealed class PatientExport(MyPageReader reader, IAffectTrackStore tracks, RecordingVault vault)
{
    private static readonly JsonSerializerOptions Json = Written();

    private static readonly string ReadMe = string.Join('\n',
        "Everything that your practice keeps about you in PsyCare, and what you decided.",
        "  me.json         your sessions, your decisions, what exists, and who opened it",
        "  sessions/       for each session: your recorded picture and sound (WebM), what was read of your face (CSV), and the notes",
        "                  that your therapist has signed into your record (JSON)",
        "Not in here: your therapist's picture and sound, which are theirs, notes that are not signed yet, and process notes.",
        "The CSV has what the face showed (Action Units 0-5, estimates 0-1), which is not what you felt. An empty field means: no reading.",
        "",
        "Tutto ciò che il tuo studio conserva su di te in PsyCare, e ciò che hai deciso.",
        "  me.json         le tue sedute, le tue decisioni, ciò che esiste e chi lo ha aperto",
        "  sessions/       per ogni seduta: la tua immagine e la tua voce registrate (WebM), ciò che è stato letto del tuo volto (CSV) e le note",
        "                  che il terapeuta ha firmato nella tua cartella (JSON)",
        "Qui non ci sono: l’immagine e la voce del terapeuta, che sono sue, le note non ancora firmate e gli appunti di processo.",
        "Il CSV contiene ciò che il volto mostrava (Action Unit 0-5, stime 0-1), che non è ciò che provavi. Un campo vuoto: nessuna lettura.",
        "");

    /// <summary>Writes the whole of it.</summary>
    public async Task WriteAsync(PatientFile file, Stream body)
    {
        await using var output = new WriteBehindStream(body);
        await using (var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null))
            await WriteAsync(file, zip);
        await output.FlushAsync();
    }

    private async Task WriteAsync(PatientFile file, ZipArchive zip)
    {
        await EntryAsync(zip, "README.txt", entry => entry.WriteAsync(Encoding.UTF8.GetBytes(ReadMe)).AsTask());
        var page = await reader.ReadAsync(file);
        await EntryAsync(zip, "me.json", entry => JsonSerializer.SerializeAsync(entry, page, Json));
        foreach (var record in await reader.RecordsAsync(file))
            await SessionAsync(zip, record);
    }

    private async Task SessionAsync(ZipArchive zip, SessionRecord record)
    {
        var session = record.Session;
        if (session.LiveSince is not { } since)
            return;
        var folder = $"sessions/{since.UtcDateTime.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture)}-{session.SessionId}";
        var samples = record.Index.AffectErasedAt is null ? await tracks.ReadAsync(session.SessionId, CancellationToken.None) : [];
        if (samples.Count > 0)
            await EntryAsync(zip, $"{folder}/face.csv", entry => AffectCsv.WriteAsync(entry, samples));
        var signed = record.Notes.Where(n => n.SignedAt is not null).ToList();
        if (signed.Count > 0)
            await EntryAsync(zip, $"{folder}/notes.json", entry => JsonSerializer.SerializeAsync(entry, signed, Json));
        var own = record.Index.Segments.Where(s => s.Participant == ParticipantRole.Patient).ToList();
        for (var i = 0; i < own.Count; i++)
            await RecordingAsync(zip, $"{folder}/recording-{i + 1}", session.SessionId, own[i].SegmentId);
    }

    private async Task RecordingAsync(ZipArchive zip, string name, string sessionId, string segmentId)
    {
        if (await vault.DescribeAsync(sessionId, segmentId) is null)
            return;
        await using var film = await vault.OpenReaderAsync(sessionId, segmentId);
        await EntryAsync(zip, name + film.Extension, entry => film.CopyToAsync(entry), CompressionLevel.NoCompression);
    }

    private static async Task EntryAsync(
        ZipArchive zip, string name, Func<Stream, Task> write, CompressionLevel level = CompressionLevel.Optimal)
    {
        await using var entry = await zip.CreateEntry(name, level).OpenAsync();
        await write(entry);
    }

    private static JsonSerializerOptions Written()
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        Api.Json.Configure(options);
        return options;
    }
}
