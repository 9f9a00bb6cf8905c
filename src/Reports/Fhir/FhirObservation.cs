using System.Text.Json.Nodes;
using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Fhir;

/// <summary>
/// What the face showed in a session: one observation with a component a channel. Preliminary, for it is an estimate that no person has
/// confirmed.
/// </summary>
internal static class FhirObservation
{
    private const string Limits =
        "Estimated by software from video. An expression is not a feeling: this is no finding and no diagnosis. Means are over the time that was read. "
        + "Action Units of limited reliability should not carry a conclusion alone.";

    private const string Method = "Time-weighted mean; 95 % interval by block bootstrap over 30 s";

    public static JsonObject Of(Heading heading, SessionDocument session, SessionSummary summary)
    {
        var began = session.Session.At;
        return new JsonObject
        {
            ["resourceType"] = "Observation",
            ["id"] = FhirPart.Id(session.Session.SessionId),
            ["status"] = "preliminary",
            ["category"] = new JsonArray(FhirPart.Concept("http://terminology.hl7.org/CodeSystem/observation-category", "procedure", "Procedure")),
            ["code"] = new JsonObject { ["text"] = "Facial expression in a therapy session (FACS), estimated" },
            ["subject"] = FhirPart.Reference("Patient", FhirPart.Id(heading.PatientId)),
            ["encounter"] = FhirPart.Reference("Encounter", FhirPart.Id(session.Session.SessionId)),
            ["effectivePeriod"] = new JsonObject
            {
                ["start"] = FhirPart.Instant(began),
                ["end"] = FhirPart.Instant(began.AddMilliseconds(summary.DurationMs)),
            },
            ["device"] = FhirPart.Reference("Device", FhirPeople.DeviceId),
            ["method"] = new JsonObject { ["text"] = Method },
            ["note"] = new JsonArray(new JsonObject { ["text"] = Limits }),
            ["component"] = new JsonArray([ReadTime(summary), .. summary.Channels.Select(Component)]),
        };
    }

    private static JsonObject ReadTime(SessionSummary summary) => new()
    {
        ["code"] = FhirPart.Concept("urn:psycare:report", "readTime", "Time with a reading"),
        ["valueQuantity"] = Quantity(summary.ReadMs / 1000.0, "s", "s"),
    };

    private static JsonObject Component(ChannelSummary channel)
    {
        var component = new JsonObject
        {
            ["code"] = FhirPart.Concept("urn:psycare:channel", channel.Channel, Name(channel.Channel)),
            ["valueQuantity"] = Quantity(channel.Mean, "score", "{score}"),
        };
        if (channel is { MeanLow: { } low, MeanHigh: { } high })
        {
            // Not a range of normal values: the interval of this mean. R4 has no better place in a component.
            component["extension"] = new JsonArray(new JsonObject
            {
                ["url"] = "urn:psycare:interval-95",
                ["valueRange"] = new JsonObject { ["low"] = Simple(low), ["high"] = Simple(high) },
            });
        }

        return component;
    }

    private static string Name(string channel)
    {
        if (!channel.StartsWith("au", StringComparison.Ordinal))
            return $"Resemblance to {channel}, 0 to 1";
        return $"Action Unit {channel[2..]}, intensity 0 to 5{(Channel.IsLimited(channel) ? ", of limited reliability" : "")}";
    }

    private static JsonObject Quantity(double value, string unit, string code) => new()
    {
        ["value"] = Math.Round(value, 4),
        ["unit"] = unit,
        ["system"] = "http://unitsofmeasure.org",
        ["code"] = code,
    };

    private static JsonObject Simple(double value) => new() { ["value"] = Math.Round(value, 4) };
}
