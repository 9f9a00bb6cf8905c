using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Reports.Csv;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>
/// The practice's entries in the audit logs of all processes, for its administrators: a page at a time, no names of patients, no content. Reading them is an
/// entry as well.
/// </summary>
internal static class AuditApi
{
    private const int PageSize = 50;
    private const int ExportBatch = 1000;

    public static void MapAuditApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/practice/audit").WithTags("Audit log").RequireAuthorization(Policies.Administrator);
        group.MapGet("/", ReadAsync)
            .Produces<AuditPageView>()
            .Describe("readAudit", "Entries of the audit log, newest first, a page at a time.", ProblemKind.Invalid);
        group.MapGet("/logs", async (AuditPages pages) => TypedResults.Ok(await pages.LogsAsync()))
            .Describe("listAuditLogs", "The logs that the entries stand in: each process keeps its own.");
        group.MapGet("/verification", async (string? log, AuditChecks checks, CancellationToken cancellationToken) =>
                TypedResults.Ok(await checks.VerifyAsync(log, cancellationToken)))
            .Describe("verifyAudit", "Checks every entry of a log, and gives the head to be written down.", ProblemKind.NotFound);
        group.MapPost("/comparison", async (NotedHead noted, AuditChecks checks, CancellationToken cancellationToken) =>
                TypedResults.Ok(new HeadComparison(await checks.ContinuesAsync(noted, cancellationToken))))
            .Describe("compareAudit", "Whether a log still begins with the one whose head somebody wrote down.", ProblemKind.Invalid, ProblemKind.NotFound);
        group.MapGet("/export.csv", ExportAsync)
            .Produces(200, contentType: "text/csv")
            .Describe("exportAudit", "The entries as CSV, newest first.", ProblemKind.Invalid);
    }

    private static async Task<IResult> ReadAsync(
        [AsParameters] AuditQuery query, string? before, ClaimsPrincipal user, AuditPages pages, AccessLog accesses)
    {
        var wish = await pages.WishAsync(query);
        var position = before is null ? null : AuditPosition.TryParse(before) ?? throw new RefusedException(Refusal.Invalid);
        await accesses.RecordAuditReadAsync(user.ActorId());
        var (page, named) = await pages.ReadAsync(wish, position, PageSize);
        return TypedResults.Ok(new AuditPageView(named, page.Before?.ToString(), page.SearchedTo, page.Broken?.Index, page.Broken?.Log));
    }

    private static async Task<IResult> ExportAsync(
        [AsParameters] AuditQuery query, ClaimsPrincipal user, AuditPages pages, AuditLog audit, TimeProvider time)
    {
        var wish = await pages.WishAsync(query);
        await audit.AppendAsync(AuditAction.AuditExported, user.ActorId());
        return TypedResults.Stream(
            body => WriteAsync(body, wish, pages), "text/csv; charset=utf-8", $"psycare-audit-{time.GetUtcNow().UtcDateTime:yyyy-MM-dd}.csv");
    }

    /// <summary>A batch at a time: a log of years does not stand in memory.</summary>
    private static async Task WriteAsync(Stream body, AuditWish wish, AuditPages pages)
    {
        // With the mark by which spreadsheets know UTF-8.
        await body.WriteAsync(Encoding.UTF8.Preamble.ToArray());
        await WriteAsync(body, csv => csv.Text("index").Text("at").Text("action").Text("actor").Text("name").Text("session").Text("detail").Text("log").EndRow());
        AuditPosition? before = null;
        do
        {
            var (page, named) = await pages.ReadAsync(wish, before, ExportBatch);
            await WriteAsync(body, csv =>
            {
                foreach (var entry in named)
                    Row(csv, entry);
            });
            before = page.Before;
        }
        while (before is not null);
    }

    private static async Task WriteAsync(Stream body, Action<CsvWriter> write)
    {
        await using var text = new StringWriter();
        write(new CsvWriter(text));
        await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Row(CsvWriter csv, AuditEntryView entry) => csv
        .Number(entry.Index).Moment(entry.At).Text(JsonNamingPolicy.CamelCase.ConvertName(entry.Action.ToString())).Text(entry.ActorId)
        .Text(entry.ActorName).Text(entry.SessionId).Text(entry.Detail).Text(entry.Log).EndRow();
}
