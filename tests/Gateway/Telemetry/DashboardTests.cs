using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using PsyCare.TestKit;

namespace PsyCare.Gateway.Tests.Telemetry;

/// <summary>The dashboard, the rules of the metrics adapter and autoscaling name metrics that exist.</summary>
public sealed class DashboardTests
{
    private static readonly string Infra = Path.Combine(Repository.Root, "infra");

    [Fact]
    public void Every_panel_asks_for_metrics_that_exist()
    {
        var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Infra, "dashboards", "control-plane.json"))).RootElement;
        var panels = dashboard.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        var asked = panels.SelectMany(p => p.GetProperty("targets").EnumerateArray()).SelectMany(t => Names(t.GetProperty("expr").GetString()!)).ToList();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Exported()));
    }

    [Fact]
    public void The_adapter_serves_what_autoscaling_asks_for_out_of_metrics_that_exist()
    {
        var rules = File.ReadAllText(Path.Combine(Infra, "kubernetes", "metrics.yaml"));
        var sources = Regex.Matches(rules, "seriesQuery: '([a-z0-9_]+)").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(sources);
        Assert.Empty(sources.Except(Exported()));

        var served = Regex.Matches(rules, "as: ([a-z0-9_]+)").Select(m => m.Groups[1].Value).ToList();
        var manifests = string.Concat(Directory.GetFiles(Path.Combine(Infra, "kubernetes"), "*.yaml").Where(f => !f.EndsWith("metrics.yaml", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var wanted = Names(manifests).Distinct().Order().ToList();
        Assert.Equal(served.Order(), wanted);
    }

    private static IEnumerable<string> Names(string text) => Regex.Matches(text, @"\bpsycare_[a-z0-9_]+").Select(m => m.Value);

    /// <summary>The names under which Prometheus gets our instruments (OpenTelemetry's Prometheus compatibility rules).</summary>
    private static HashSet<string> Exported()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (!instrument.Meter.Name.StartsWith("PsyCare.", StringComparison.Ordinal))
                    return;
                // Other tests make instruments beside this one.
                lock (names)
                    names.UnionWith(NamesOf(instrument));
            },
        };
        listener.Start();
        foreach (var type in Assemblies().SelectMany(a => a.GetTypes()).Where(HasMeter))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        lock (names)
            return [.. names];
    }

    private static bool HasMeter(Type type) => !type.ContainsGenericParameters && type
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Any(f => f.FieldType == typeof(Meter) || f.FieldType.IsSubclassOf(typeof(Instrument)));

    private static IEnumerable<Assembly> Assemblies() => Directory.GetFiles(AppContext.BaseDirectory, "PsyCare.*.dll")
        .Where(f => !Path.GetFileName(f).Contains("Tests", StringComparison.Ordinal)).Select(Assembly.LoadFrom);

    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        var kind = instrument.GetType().Name;
        if (kind.StartsWith("Histogram", StringComparison.Ordinal))
            return [$"{name}_bucket", $"{name}_count", $"{name}_sum"];
        return [kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? $"{name}_total" : name];
    }
}
