using System.Text.Json.Nodes;

namespace PsyCare.Reports.Fhir;

/// <summary>Who stands behind a bundle.</summary>
internal static class FhirPeople
{
    public const string DeviceId = "psycare";

    public static JsonObject Patient(Heading heading) => Person("Patient", heading.PatientId, heading.PatientName);

    public static JsonObject Practitioner(Heading heading) => Person("Practitioner", heading.ClinicianId, heading.ClinicianName);

    /// <summary>The software that estimates.</summary>
    public static JsonObject Device() => new()
    {
        ["resourceType"] = "Device",
        ["id"] = DeviceId,
        ["deviceName"] = new JsonArray(new JsonObject { ["name"] = "PsyCare", ["type"] = "manufacturer-name" }),
    };

    private static JsonObject Person(string type, string id, string name) => new()
    {
        ["resourceType"] = type,
        ["id"] = FhirPart.Id(id),
        ["name"] = new JsonArray(new JsonObject { ["text"] = name }),
    };
}
