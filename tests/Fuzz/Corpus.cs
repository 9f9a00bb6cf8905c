namespace PsyCare.Fuzz;

/// <summary>Seeds and crash inputs, small files kept in the repository and built into the assembly.</summary>
public static class Corpus
{
    /// <summary>Valid and nearly valid inputs that mutation starts from; the crash inputs of the past are among them.</summary>
    public static IReadOnlyList<byte[]> Seeds(FuzzTarget target) => [.. Read($"Corpus/{target.Name}/"), .. Crashes(target)];

    /// <summary>Inputs that once led to a finding.</summary>
    public static IReadOnlyList<byte[]> Crashes(FuzzTarget target) => [.. Read($"Crashes/{target.Name}/")];

    private static IEnumerable<byte[]> Read(string folder)
    {
        var assembly = typeof(Corpus).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return bytes;
        }
    }
}
