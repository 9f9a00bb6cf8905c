using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PsyCare.Contracts;

namespace PsyCare.Gateway.Problems;

/// <summary>Turns whatever an endpoint throws into problem details.</summary>
internal sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        await new ProblemResult(KindOf(exception), Fields: (exception as RefusedException)?.Fields).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemKind KindOf(Exception exception)
    {
        switch (exception)
        {
            case RefusedException refused:
                return ProblemKind.Of(refused.Refusal);
            case BadHttpRequestException bad:
                return ProblemKind.OfStatus(bad.StatusCode);
            default:
                // The message is left out: it may quote what a person typed. Type and place suffice to find the fault.
                logger.LogError("Request failed with {Exception} at {Stack}", exception.GetType().FullName, exception.StackTrace);
                return ProblemKind.Unavailable;
        }
    }
}
