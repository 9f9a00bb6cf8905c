using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Telemetry;

/// <summary>
/// Hands the meters of this process out by OpenTelemetry, where the options say so: pushed by OTLP, or scraped by Prometheus on a port of its
/// own. Metrics hold no ids, but how busy a practice is concerns its operator alone.
/// </summary>
internal static class TelemetrySetup
{
    private const string Service = "psycare";
    private const string ScrapePath = "/metrics";

    /// <summary>Ours, Orleans' and the runtime's.</summary>
    private static readonly string[] Meters = ["PsyCare.*", "Microsoft.Orleans", "System.Runtime"];

    /// <summary>Adds the exporters that the options name; without one, nothing.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, SiloOptions options)
    {
        if (options.Otlp is null && options.MetricsPort is null)
            return services;
        services.AddOpenTelemetry().ConfigureResource(r => r.AddService(Service)).WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            if (options.Otlp is { } endpoint)
                metrics.AddOtlpExporter(o => (o.Endpoint, o.Protocol) = (endpoint, OtlpExportProtocol.HttpProtobuf));
            if (options.MetricsPort is not null)
                metrics.AddPrometheusExporter();
        });
        return services;
    }

    /// <summary>Answers scrapes, on their own port alone; call it before anything else is mapped.</summary>
    public static WebApplication UseTelemetry(this WebApplication app, SiloOptions options)
    {
        if (options.MetricsPort is not { } port)
            return app;
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Connection.LocalPort == port && context.Request.Path == ScrapePath);
        // Nothing else is to be had there.
        app.Use((context, next) =>
        {
            if (context.Connection.LocalPort != port)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        return app;
    }
}
