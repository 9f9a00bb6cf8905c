using Microsoft.AspNetCore.SignalR;
using PsyCare.Contracts;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Hubs;

/// <summary>Carries a refusal to the client as the same code that HTTP uses.</summary>
internal sealed class RefusalHubFilter : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (RefusedException e)
        {
            throw new HubException(ProblemKind.Of(e.Refusal).Code);
        }
    }
}
