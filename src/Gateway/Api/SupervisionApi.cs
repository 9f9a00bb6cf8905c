using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain;
using PsyCare.Domain.Supervision;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>A supervisor's figures over their group; never anything of one patient.</summary>
internal static class SupervisionApi
{
    private const int MonthsListed = 12;
    private const int MonthLength = 7;

    public static void MapSupervisionApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/supervision").WithTags("Supervision").RequireAuthorization(Policies.Supervisor);
        group.MapGet("/months", ListMonths)
            .Produces<IReadOnlyList<string>>()
            .Describe("listSupervisionMonths", "The months whose figures can be seen, newest first.");
        group.MapGet("/months/{month}", GetMonthAsync)
            .Produces<GroupMonth>()
            .Describe("getSupervisionMonth", "The figures of a closed month; what rests on too few patients is null.",
                ProblemKind.NotFound, ProblemKind.WrongPhase);
    }

    private static Ok<IReadOnlyList<string>> ListMonths(TimeProvider time) => TypedResults.Ok(Months.Closed(time.GetUtcNow(), MonthsListed));

    private static async Task<IResult> GetMonthAsync(string month, ClaimsPrincipal user, IClusterClient grains, AuditLog audit)
    {
        if (month.Length != MonthLength || !Ids.IsValid(month))
            throw new RefusedException(Refusal.NotFound);
        var figures = await grains.GetGrain<ISupervisionGrain>(user.ClinicianId()!).GetMonthAsync(user.PracticeId()!, month);
        await audit.AppendAsync(AuditAction.SupervisionRead, user.ActorId(), detail: month);
        return TypedResults.Ok(figures);
    }
}
