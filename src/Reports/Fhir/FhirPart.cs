using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PsyCare.Reports.Fhir;

/// <summary>The small pieces that FHIR resources are made of.</summary>
internal static class FhirPart
{
    private const int MaxIdLength = 64;

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Reference(string type, string id) => new() { ["reference"] = $"{type}/{id}" };

    public static JsonObject Coding(string system, string code, string display) =>
        new() { ["system"] = system, ["code"] = code, ["display"] = display };

    public static JsonObject Concept(string system, string code, string display) =>
        new() { ["coding"] = new JsonArray(Coding(system, code, display)), ["text"] = display };

    /// <summary>
    /// A FHIR id: at most 64 letters, digits, hyphens and dots. PsyCare's ids also use the underscore, and two of them together may be longer:
    /// then their hash stands for them.
    /// </summary>
    public static string Id(string id) => id.Length <= MaxIdLength
        ? id.Replace('_', '.')
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
