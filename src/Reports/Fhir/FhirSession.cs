using System.Text;
using System.Text.Json.Nodes;
using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Fhir;

/// <summary>The resources of one session.</summary>
internal static class FhirSession
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    public static IEnumerable<JsonObject> Of(Heading heading, SessionDocument session)
    {
        List<JsonObject> made = [Encounter(heading, session)];
        if (session.Report is { Summary.Channels.Count: > 0 } report)
            made.Add(FhirObservation.Of(heading, session, report.Summary));
        made.AddRange(session.Notes.Select(note => Document(heading, session, note)));
        made.AddRange(session.Consents.Select((consent, i) => FhirConsent.Of(heading, session, consent, i)));
        return [.. made, Provenance(heading, session, made)];
    }

    private static JsonObject Encounter(Heading heading, SessionDocument session)
    {
        var held = session.Session.Attendance == Attendance.Held;
        var encounter = new JsonObject
        {
            ["resourceType"] = "Encounter",
            ["id"] = FhirPart.Id(session.Session.SessionId),
            ["status"] = session.Session.Attendance switch
            {
                Attendance.Held => "finished",
                Attendance.NotHeld => "cancelled",
                _ => "planned",
            },
            ["class"] = FhirPart.Coding(ActCode, "VR", "virtual"),
            ["subject"] = FhirPart.Reference("Patient", FhirPart.Id(heading.PatientId)),
            ["participant"] = new JsonArray(new JsonObject { ["individual"] = FhirPart.Reference("Practitioner", FhirPart.Id(heading.ClinicianId)) }),
        };
        var period = new JsonObject { ["start"] = FhirPart.Instant(session.Session.At) };
        if (held)
            period["end"] = FhirPart.Instant(session.Session.At.AddMilliseconds(session.DurationMs));
        encounter["period"] = period;
        return encounter;
    }

    private static JsonObject Document(Heading heading, SessionDocument session, DocumentNote note) => new()
    {
        ["resourceType"] = "DocumentReference",
        ["id"] = FhirPart.Id($"{session.Session.SessionId}.n.{note.Id}"),
        ["status"] = "current",
        ["type"] = FhirPart.Concept("http://loinc.org", "11488-4", "Consult note"),
        ["subject"] = FhirPart.Reference("Patient", FhirPart.Id(heading.PatientId)),
        ["date"] = FhirPart.Instant(note.WrittenAt),
        ["author"] = new JsonArray(FhirPart.Reference("Practitioner", FhirPart.Id(heading.ClinicianId))),
        ["content"] = new JsonArray(new JsonObject
        {
            ["attachment"] = new JsonObject
            {
                ["contentType"] = "text/plain; charset=utf-8",
                ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(note.Text)),
            },
        }),
        ["context"] = new JsonObject
        {
            ["encounter"] = new JsonArray(FhirPart.Reference("Encounter", FhirPart.Id(session.Session.SessionId))),
        },
    };

    /// <summary>Who made what the bundle holds of the session, and that software estimated the observation.</summary>
    private static JsonObject Provenance(Heading heading, SessionDocument session, IReadOnlyList<JsonObject> targets) => new()
    {
        ["resourceType"] = "Provenance",
        ["id"] = FhirPart.Id(session.Session.SessionId),
        ["target"] = new JsonArray([.. targets.Select(t => FhirPart.Reference((string)t["resourceType"]!, (string)t["id"]!))]),
        ["recorded"] = FhirPart.Instant(heading.MadeAt),
        ["agent"] = new JsonArray(
            Agent("author", "Author", FhirPart.Reference("Practitioner", FhirPart.Id(heading.ClinicianId))),
            Agent("assembler", "Assembler", FhirPart.Reference("Device", FhirPeople.DeviceId))),
    };

    private static JsonObject Agent(string code, string display, JsonObject who) => new()
    {
        ["type"] = FhirPart.Concept("http://terminology.hl7.org/CodeSystem/provenance-participant-type", code, display),
        ["who"] = who,
    };
}
