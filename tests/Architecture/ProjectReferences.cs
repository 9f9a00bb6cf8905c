using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace PsyCare.Architecture.Tests;

/// <summary>Which room depends on which, read from the project files.</summary>
internal static class ProjectReferences
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>Rooms of src/ and the rooms they reference, those of imported property files included.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> OfSource { get; } =
        Directory.GetFiles(Path.Combine(Root, "src"), "PsyCare.*.csproj", SearchOption.AllDirectories)
            .ToDictionary(RoomOf, project => (IReadOnlySet<string>)ReferencesOf(project));

    /// <summary>The C# sources of a room, without build output.</summary>
    public static IEnumerable<string> SourcesOf(string room) =>
        Directory.GetFiles(Path.Combine(Root, "src", room), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal));

    private static HashSet<string> ReferencesOf(string file)
    {
        var document = XDocument.Load(file);
        var direct = document.Descendants("ProjectReference").Select(e => RoomOf(e.Attribute("Include")!.Value));
        var imported = document.Descendants("Import")
            .Select(e => Path.Combine(Path.GetDirectoryName(file)!, e.Attribute("Project")!.Value))
            .Where(File.Exists)
            .SelectMany(ReferencesOf);
        return [.. direct, .. imported];
    }

    private static string RoomOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'))["PsyCare.".Length..];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
