using System.Text.Json.Nodes;
using PsyCare.Domain.Sessions;

namespace PsyCare.Reports.Fhir;

/// <summary>A decision of the consent ledger.</summary>
internal static class FhirConsent
{
    public static JsonObject Of(Heading heading, SessionDocument session, ConsentEntry consent, int index) => new()
    {
        ["resourceType"] = "Consent",
        ["id"] = FhirPart.Id($"{session.Session.SessionId}.c.{index}"),
        ["status"] = consent.Decision == ConsentDecision.Granted ? "active" : "inactive",
        ["scope"] = FhirPart.Concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy Consent"),
        ["category"] = new JsonArray(FhirPart.Concept("http://loinc.org", "59284-0", "Consent Document")),
        ["patient"] = FhirPart.Reference("Patient", FhirPart.Id(heading.PatientId)),
        ["dateTime"] = FhirPart.Instant(consent.At),
        // What the patient was shown: the version of its text.
        ["policy"] = new JsonArray(new JsonObject { ["uri"] = $"urn:psycare:consent-text:{Uri.EscapeDataString(consent.TextVersion)}" }),
        ["provision"] = new JsonObject
        {
            ["type"] = consent.Decision == ConsentDecision.Granted ? "permit" : "deny",
            ["code"] = new JsonArray(FhirPart.Concept("urn:psycare:consent-kind", consent.Kind.ToString(), Words(consent.Kind))),
            ["data"] = new JsonArray(new JsonObject
            {
                ["meaning"] = "related",
                ["reference"] = FhirPart.Reference("Encounter", FhirPart.Id(session.Session.SessionId)),
            }),
        },
    };

    private static string Words(ConsentKind kind) => kind switch
    {
        ConsentKind.Call => "Video call",
        ConsentKind.Recording => "Recording of sound and picture",
        ConsentKind.EmotionAnalysis => "Analysis of facial expression",
        _ => kind.ToString(),
    };
}
