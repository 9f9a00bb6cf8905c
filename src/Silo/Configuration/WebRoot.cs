namespace PsyCare.Silo.Configuration;

/// <summary>Finds the built web client: <c>wwwroot</c> beside the program, or <c>src/Web/dist</c> of the source tree it was built from.</summary>
internal static class WebRoot
{
    private const string Page = "index.html";

    public static string? Find()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (File.Exists(Path.Combine(published, Page)))
            return published;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "src", "Web", "dist");
            if (File.Exists(Path.Combine(built, Page)))
                return built;
        }

        return null;
    }
}
