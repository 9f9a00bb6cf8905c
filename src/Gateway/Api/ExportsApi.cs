using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;
using PsyCare.Reports;
using PsyCare.Reports.Csv;
using PsyCare.Reports.Fhir;
using PsyCare.Reports.Pdf;

namespace PsyCare.Gateway.Api;

/// <summary>Reports as files. Every one is an entry of the audit log of its own; none holds process notes.</summary>
internal static class ExportsApi
{
    private const string Pdf = "application/pdf";
    private const string Csv = "text/csv; charset=utf-8";

    public static void MapExportsApi(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/api/sessions/{sessionId}").RequireAuthorization(Policies.Therapist).WithTags("Exports");
        session.MapGet("/report.pdf", SessionPdfAsync).Clinical("report-pdf")
            .Produces(200, contentType: Pdf)
            .Describe("exportSessionPdf", "A session's report, ready to print.", ProblemKind.NotFound, ProblemKind.WrongPhase);
        session.MapGet("/report.csv", SessionCsvAsync).Clinical("report-csv")
            .Produces(200, contentType: "text/csv")
            .Describe("exportSessionCsv", "A session's readings, one row each.", ProblemKind.NotFound, ProblemKind.WrongPhase);
        var course = app.MapGroup("/api/patients/{patientId}").RequireAuthorization(Policies.Therapist).WithTags("Exports");
        course.MapGet("/course.pdf", CoursePdfAsync).Clinical("course-pdf")
            .Produces(200, contentType: Pdf)
            .Describe("exportCoursePdf", "A course report, ready to print.", ProblemKind.NotFound);
        course.MapGet("/course.csv", CourseCsvAsync).Clinical("course-csv")
            .Produces(200, contentType: "text/csv")
            .Describe("exportCourseCsv", "The sessions of a course, one row each.", ProblemKind.NotFound);
        course.MapGet("/course.fhir.json", FhirAsync).Clinical("course-fhir")
            .Produces(200, contentType: FhirBundle.MediaType)
            .Describe("exportCourseFhir", "A course as a FHIR R4 bundle.", ProblemKind.NotFound);
    }

    private static async Task<IResult> SessionPdfAsync(
        string sessionId, string? lang, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, DocumentReader documents)
    {
        var own = await access.OpenAsync(user, sessionId);
        var document = await documents.SessionAsync(own);
        await accesses.RecordExportAsync(sessionId, user.ActorId(), "report-pdf");
        var file = SessionPdf.Make(await documents.HeadingAsync(own.Snapshot), document, WordsOf(lang));
        return TypedResults.File(file, Pdf, Name("session", document.Session.At, "pdf"));
    }

    private static async Task<IResult> SessionCsvAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, DocumentReader documents, IAffectTrackStore tracks,
        CancellationToken cancellationToken)
    {
        var own = await access.OpenAsync(user, sessionId);
        var document = await documents.SessionAsync(own);
        var samples = document.Report is null ? [] : await tracks.ReadAsync(sessionId, cancellationToken);
        await accesses.RecordExportAsync(sessionId, user.ActorId(), "report-csv");
        return Text(output => SessionCsv.Write(output, samples), Name("readings", document.Session.At, "csv"));
    }

    private static async Task<IResult> CoursePdfAsync(
        string patientId, DateTimeOffset? from, DateTimeOffset? to, string? lang, ClaimsPrincipal user, SessionAccess access,
        CourseReader reader, DocumentReader documents)
    {
        var sessions = await OpenAsync(patientId, new Period(from, to), "course-pdf", user, access, reader);
        var heading = await documents.HeadingAsync(patientId, user.ClinicianId()!);
        var file = CoursePdf.Make(heading, new CourseDocument(from, to, sessions, Course.Trends(sessions)), WordsOf(lang));
        return TypedResults.File(file, Pdf, Name("course", heading.MadeAt, "pdf"));
    }

    private static async Task<IResult> CourseCsvAsync(
        string patientId, DateTimeOffset? from, DateTimeOffset? to, ClaimsPrincipal user, SessionAccess access, CourseReader reader,
        TimeProvider time)
    {
        var sessions = await OpenAsync(patientId, new Period(from, to), "course-csv", user, access, reader);
        return Text(output => CourseCsv.Write(output, sessions), Name("course", time.GetUtcNow(), "csv"));
    }

    private static async Task<IResult> FhirAsync(
        string patientId, DateTimeOffset? from, DateTimeOffset? to, ClaimsPrincipal user, SessionAccess access, CourseReader reader,
        DocumentReader documents)
    {
        var sessions = await OpenAsync(patientId, new Period(from, to), "course-fhir", user, access, reader);
        var heading = await documents.HeadingAsync(patientId, user.ClinicianId()!);
        var bundle = FhirBundle.Of(heading, await documents.SessionsAsync(sessions));
        return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(bundle), FhirBundle.MediaType, Name("course", heading.MadeAt, "fhir.json"));
    }

    private static async Task<IReadOnlyList<CourseSession>> OpenAsync(
        string patientId, Period period, string what, ClaimsPrincipal user, SessionAccess access, CourseReader reader)
    {
        await access.OpenPatientAsync(user, patientId);
        return await reader.ExportAsync(patientId, period, user.ActorId(), what);
    }

    private static Words WordsOf(string? language) => language == "it" ? Words.Italian : Words.English;

    /// <summary>A file's name says what and when, never whose.</summary>
    private static string Name(string what, DateTimeOffset at, string extension) => $"psycare-{what}-{at.UtcDateTime:yyyy-MM-dd}.{extension}";

    private static Microsoft.AspNetCore.Http.HttpResults.FileContentHttpResult Text(Action<TextWriter> write, string name)
    {
        using var bytes = new MemoryStream();
        // With the mark by which spreadsheets know UTF-8.
        using (var output = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
            write(output);
        return TypedResults.File(bytes.ToArray(), Csv, name);
    }
}
