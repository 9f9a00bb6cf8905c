namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>A test with a program of somebody else's as the other side; where it is missing, the run says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    /// <summary>Needs a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="package">The Debian package that brings it.</param>
    public NeedsProgramFactAttribute(string path, string package)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            Skip = $"NOT tested: {path} is missing (apt-get install {package})";
    }
}
