using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PsyCare.Contracts.Workspaces;
using PsyCare.Domain;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Workspaces;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>A clinician's workspace, with the templates of their practice.</summary>
internal sealed record WorkspaceView(
    IReadOnlyList<MarkerCategory> MarkerCategories,
    IReadOnlyList<NoteTemplate> Templates,
    IReadOnlyList<NoteTemplate> PracticeTemplates,
    IReadOnlyList<Indicator> HiddenIndicators);

/// <summary>The key that seals unsaved notes in the browser.</summary>
/// <param name="Key">256 bits, base64.</param>
internal sealed record DraftKeyView(byte[] Key);

/// <summary>How a clinician has set up the session room: marker categories, templates, indicators. Each reaches their own alone.</summary>
internal static class WorkspaceApi
{
    public static void MapWorkspaceApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/workspace").WithTags("Workspace").RequireAuthorization(Policies.Therapist);
        group.MapGet("/", GetAsync)
            .Produces<WorkspaceView>()
            .Describe("getWorkspace", "The clinician's marker categories, templates and indicators, and the practice's templates.");
        group.MapGet("/draft-key", async (ClaimsPrincipal user, IClusterClient grains) =>
                TypedResults.Ok(new DraftKeyView(await Own(user, grains).GetDraftKeyAsync())))
            .Produces<DraftKeyView>()
            .Describe("getDraftKey", "The key that seals unsaved notes in the clinician's browser.");
        group.MapPut("/marker-categories", (IReadOnlyList<MarkerCategory> categories, ClaimsPrincipal user, IClusterClient grains) =>
                DoneAsync(Own(user, grains).SetMarkerCategoriesAsync(categories)))
            .Produces(204)
            .Describe("setMarkerCategories", "Sets the categories; those left out are retired.", ProblemKind.Invalid);
        group.MapPut("/hidden-indicators", (IReadOnlyList<Indicator> hidden, ClaimsPrincipal user, IClusterClient grains) =>
                DoneAsync(Own(user, grains).HideIndicatorsAsync(hidden)))
            .Produces(204)
            .Describe("hideIndicators", "Switches indicators of the session room off; all others are on.", ProblemKind.Invalid);
        MapTemplates(group.MapGroup("/templates"), "Template", Own);
        var practice = app.MapGroup("/api/practice/templates").WithTags("Workspace").RequireAuthorization(Policies.Administrator);
        practice.MapGet("/", async (ClaimsPrincipal user, IClusterClient grains) =>
                TypedResults.Ok((await OfPractice(user, grains).GetAsync()).Templates))
            .Describe("listPracticeTemplates", "The note templates that all of the practice's therapists share.");
        var changes = practice.MapGroup("").AddEndpointFilter(RecordAsync);
        changes.MapPut("/", (IReadOnlyList<string> templateIds, ClaimsPrincipal user, IClusterClient grains) =>
                DoneAsync(OfPractice(user, grains).OrderTemplatesAsync(templateIds)))
            .Produces(204)
            .Describe("orderPracticeTemplates", "Puts them in the order of their ids.", ProblemKind.Invalid);
        MapTemplates(changes, "PracticeTemplate", OfPractice);
    }

    private static void MapTemplates(
        IEndpointRouteBuilder group, string name, Func<ClaimsPrincipal, IClusterClient, IWorkspaceGrain> of)
    {
        group.MapPut("/{templateId}", (string templateId, TemplateRequest request, ClaimsPrincipal user, IClusterClient grains) =>
                DoneAsync(of(user, grains).PutTemplateAsync(new NoteTemplate(templateId, request.Name, request.Text))))
            .Produces(204)
            .Describe($"put{name}", "Adds a note template or changes it.", ProblemKind.Invalid, ProblemKind.TooLarge);
        group.MapDelete("/{templateId}", (string templateId, ClaimsPrincipal user, IClusterClient grains) =>
                DoneAsync(of(user, grains).RemoveTemplateAsync(templateId)))
            .Produces(204)
            .Describe($"remove{name}", "Removes a note template; notes begun from it stay.");
    }

    /// <summary>What changes the practice's templates is an entry of the audit log.</summary>
    private static async ValueTask<object?> RecordAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        var detail = http.GetRouteValue("templateId") is string id && Ids.IsValid(id) ? id : null;
        await http.RequestServices.GetRequiredService<AuditLog>().AppendAsync(AuditAction.TemplatesChanged, http.User.ActorId(), detail: detail);
        return answer;
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        var own = Own(user, grains).GetAsync();
        var practice = OfPractice(user, grains).GetAsync();
        var setup = await own;
        return TypedResults.Ok(
            new WorkspaceView(setup.MarkerCategories, setup.Templates, (await practice).Templates, setup.HiddenIndicators));
    }

    private static IWorkspaceGrain Own(ClaimsPrincipal user, IClusterClient grains) =>
        grains.GetGrain<IWorkspaceGrain>(user.ClinicianId()!);

    private static IWorkspaceGrain OfPractice(ClaimsPrincipal user, IClusterClient grains) =>
        grains.GetGrain<IWorkspaceGrain>(user.PracticeId()!);

    private static async Task<IResult> DoneAsync(Task change)
    {
        await change;
        return TypedResults.NoContent();
    }
}
