using System.Globalization;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Silo.Audit;

/// <summary><c>audit verify | list | head</c>: what an administrator, or an auditor, asks of the audit log. Writes nothing to it.</summary>
internal static class AuditCommand
{
    public const string Name = "audit";

    private const int Intact = 0;
    private const int CannotTell = 1;
    private const int NotIntact = 3;
    private const string HeadsOption = "--heads";
    private const string LogOption = "--log";
    private const string ContentOption = "--content";

    private const string Help = """
        audit verify   checks every entry, and the log against the heads it exported; names the first altered entry. Then compares each
                       recording and affect track with what the logs say of it; names those that are not as they were finished
        audit list     prints every entry: index, time, who, what, session, detail
        audit head     prints the newest exported head; keep it where the operator of this machine cannot change it
          --data FOLDER   the data                          (default: data)
          --keys FOLDER   the keys                          (default: keys)
          --log NAME      one log only, e.g. operator or gateways/10.0.0.5-5080 (default: all of them)
          --heads FILE    exported heads of that log, one a line (default: those among the keys)
          --content       reads recordings to the end, instead of the heads of their chunks alone
        Exit status: 0 intact, 1 cannot tell, 3 not intact.
        """;

    /// <summary>Runs the command.</summary>
    /// <param name="args">What comes after <see cref="Name"/>.</param>
    /// <param name="read">Reads the options.</param>
    /// <param name="output">For people.</param>
    /// <param name="remote">Where recordings rest by these options, if not in the data folder.</param>
    public static int Run(
        string[] args, Func<string[], SiloOptions> read, TextWriter output, Func<string[], ISealedStore?>? remote = null)
    {
        if (args is not [("verify" or "list" or "head") and var verb, .. var rest])
        {
            output.WriteLine(Help);
            return args is ["--help" or "-h"] ? Intact : CannotTell;
        }

        var (headsFile, others) = Take(HeadsOption, rest);
        if (headsFile is not null && !File.Exists(headsFile))
            throw new SiloOptionsException($"{HeadsOption} needs a file that exists.");
        (var only, others) = Take(LogOption, others);
        var content = others.Contains(ContentOption);
        others = [.. others.Where(arg => arg != ContentOption)];
        var options = read(others);
        if (verb != "head" && !File.Exists(options.KeyRingFile))
            throw new SiloOptionsException($"There is no key ring {options.KeyRingFile}; name its folder with --keys.");
        try
        {
            var logs = AuditLogs.Of(options).Where(log => only is null || log.Name == only).ToList();
            if (logs.Count == 0)
                throw new SiloOptionsException($"There is no audit log {only} in {options.DataFolder}.");
            // Heads that somebody kept are those of one log: the first, unless it is said which.
            if (headsFile is not null)
                logs[0] = logs[0] with { HeadsFile = headsFile };
            // What one log says of recordings, another may have taken back.
            var recordings = verb == "verify" && only is null
                ? new RecordingsVerifier(remote?.Invoke(others) ?? new DiskStore(options.DataFolder), options.DataFolder)
                : null;
            var status = logs.ConvertAll(log => LookAt(verb, options, log, recordings, output)).Max();
            return Math.Max(status, recordings is null ? Intact : RecordingsReport.Print(recordings, content, output) ? Intact : NotIntact);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            output.WriteLine($"CANNOT TELL: {e.Message}");
            return CannotTell;
        }
    }

    private static (string? Value, string[] Others) Take(string option, string[] args)
    {
        var at = Array.IndexOf(args, option);
        if (at < 0)
            return (null, args);
        if (at + 1 == args.Length)
            throw new SiloOptionsException($"{option} needs a value.");
        return (args[at + 1], [.. args[..at], .. args[(at + 2)..]]);
    }

    private static int LookAt(string verb, SiloOptions options, AuditLogPlace log, RecordingsVerifier? recordings, TextWriter output)
    {
        if (log.Name.Length > 0)
            output.WriteLine(log.Name == OperatorLog.Name ? "Commands of the operator:" : $"Log of {log.Name}:");
        var heads = TreeHeadFile.Read(log.HeadsFile);
        return verb == "head" ? PrintHead(heads, output) : Verify(options, log.Folder, heads, EntryReader(verb, recordings, output), output);
    }

    private static int PrintHead(IReadOnlyList<SignedTreeHead> heads, TextWriter output)
    {
        output.WriteLine(heads.Count == 0 ? "No head was exported yet." : heads[^1].ToJson());
        return heads.Count == 0 ? CannotTell : Intact;
    }

    private static Action<long, AuditEntry>? EntryReader(string verb, RecordingsVerifier? recordings, TextWriter output) =>
        verb == "list" ? (i, entry) => Print(i, entry, output)
        : recordings is null ? null
        : (_, entry) => recordings.Add(entry);

    private static int Verify(SiloOptions options, string folder, IReadOnlyList<SignedTreeHead> heads, Action<long, AuditEntry>? onEntry, TextWriter output)
    {
        using var keys = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.RingProtection);
        var verdict = AuditVerifier.Verify(folder, keys, heads, onEntry);
        output.WriteLine(Describe(verdict, heads.Count));
        if (verdict.TornBytes > 0)
            output.WriteLine($"Note: {verdict.TornBytes} bytes behind the last entry: a write that a crash tore, or that is under way.");
        return verdict.Finding == AuditFinding.Intact ? Intact : NotIntact;
    }

    private static void Print(long index, AuditEntry entry, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{index,8}  {entry.At:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}  {entry.ActorId,-22}  {entry.Action,-14}  {entry.SessionId ?? "-",-22}  {entry.Detail ?? "-"}"));

    private static string Describe(AuditVerdict verdict, int heads) => FormattableString.Invariant(verdict.Finding switch
    {
        AuditFinding.Intact =>
            $"INTACT: {verdict.Size} entries, root {Convert.ToHexStringLower(verdict.Root)}, {heads} exported heads agree.",
        AuditFinding.Altered =>
            $"ALTERED: entry {verdict.FirstAltered} is the first that was altered, moved or taken out (counting from 0). The {verdict.Size} before it open.",
        AuditFinding.RolledBack =>
            $"ROLLED BACK: the log has {verdict.Size} entries; the head of {verdict.Head!.At:u} vouches for {verdict.Head.Size}.",
        AuditFinding.Rewritten =>
            $"REWRITTEN: entries {verdict.FirstAltered} to {verdict.Head!.Size - 1} are not those that the head of {verdict.Head.At:u} vouches for.",
        _ => $"FOREIGN HEAD: the head of {verdict.Head!.At:u} was not signed by this log: the log was replaced, or the head is another's.",
    });
}
