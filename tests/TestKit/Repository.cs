using System.Runtime.CompilerServices;

namespace PsyCare.TestKit;

/// <summary>Where the sources lie that this was built from.</summary>
public static class Repository
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
