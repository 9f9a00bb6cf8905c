using System.Text.Json.Nodes;

namespace PsyCare.Reports.Fhir;

/// <summary>
/// A course as a FHIR R4 (4.0.1) bundle of type collection. Ids are PsyCare's own; a reference names the resource within the bundle.
/// </summary>
public static class FhirBundle
{
    /// <summary>Media type of the bundle.</summary>
    public const string MediaType = "application/fhir+json";

    /// <summary>Makes the bundle of some sessions, oldest first.</summary>
    public static JsonObject Of(Heading heading, IReadOnlyList<SessionDocument> sessions)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(sessions);
        List<JsonObject> resources = [FhirPeople.Patient(heading), FhirPeople.Practitioner(heading), FhirPeople.Device()];
        foreach (var session in sessions)
            resources.AddRange(FhirSession.Of(heading, session));
        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "collection",
            ["timestamp"] = FhirPart.Instant(heading.MadeAt),
            ["entry"] = new JsonArray([.. resources.Select(Entry)]),
        };
    }

    private static JsonObject Entry(JsonObject resource) => new()
    {
        ["fullUrl"] = $"urn:psycare:{resource["resourceType"]}:{resource["id"]}",
        ["resource"] = resource,
    };
}
