using System.Globalization;
using PsyCare.Vault;
using PsyCare.Vault.Audit;

namespace PsyCare.Silo.Audit;

/// <summary>Prints what <c>audit verify</c> found of recordings and affect tracks.</summary>
internal static class RecordingsReport
{
    /// <summary>Compares and prints.</summary>
    /// <returns>Whether all of them are as the logs say.</returns>
    public static bool Print(RecordingsVerifier verifier, bool content, TextWriter output)
    {
        var verdict = verifier.VerifyAsync(content).GetAwaiter().GetResult();
        foreach (var finding in verdict.Findings)
            output.WriteLine(Describe(finding));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"RECORDINGS: {verdict.AsFinished} recorded files and affect tracks are as the log says, {verdict.Erased} were erased, {verdict.Findings.Count} are not what they were."));
        return verdict.Findings.Count == 0;
    }

    private static string Describe(RecordingFinding finding)
    {
        var what = $"{finding.FileId} of session {finding.SessionId}";
        return finding.Found switch
        {
            null => $"MISSING: {what} is not there, and no entry says that it was erased.",
            SegmentEnd.Shortened => $"SHORTENED: {what} has less than when it was finished.",
            SegmentEnd.Damaged => $"ALTERED: {what} has the heads of its chunks, but not the bytes that it was finished with.",
            _ => $"REPLACED: {what} is not the file that was finished.",
        };
    }
}
