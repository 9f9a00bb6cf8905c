using k8s;
using k8s.Models;

namespace PsyCare.Architecture.Tests;

/// <summary>The Kubernetes manifests: known to Kubernetes' own types, field by field, and hardened.</summary>
public sealed class ManifestTests
{
    private static readonly List<object> Manifests =
        [.. Directory.GetFiles(Path.Combine(ProjectReferences.Root, "infra", "kubernetes"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(Read)];

    [Fact]
    public void Every_container_runs_without_privileges_on_a_file_system_it_cannot_change()
    {
        var deployments = Manifests.OfType<V1Deployment>().ToList();
        Assert.Equal(["psycare-gateway", "psycare-silo", "psycare-turn"], deployments.Select(d => d.Metadata.Name));
        foreach (var pod in deployments.Select(d => d.Spec.Template.Spec))
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.False(pod.AutomountServiceAccountToken);
            foreach (var container in pod.Containers)
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.All(
                    [container.StartupProbe, container.ReadinessProbe, container.LivenessProbe],
                    p => Assert.StartsWith(container.Name == "coturn" ? "turn" : "/health/", p.HttpGet?.Path ?? p.TcpSocket.Port.Value, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Nothing_outside_the_cluster_reaches_a_silo()
    {
        var policies = Manifests.OfType<V1NetworkPolicy>().ToList();
        Assert.Contains(policies, p => p.Spec.PodSelector.MatchLabels is null && p.Spec.PolicyTypes.Contains("Ingress") && p.Spec.Ingress is null);
        var silo = policies.Single(p => p.Metadata.Name == "silo");
        Assert.All(silo.Spec.Ingress, rule => Assert.All(rule.FromProperty, from => Assert.StartsWith("psycare-", from.PodSelector.MatchLabels["app"])));
        Assert.DoesNotContain(Manifests.OfType<V1Service>(), s => s.Spec.Selector["app"] == "psycare-silo");
    }

    [Fact]
    public void Whatever_scales_and_whatever_is_routed_to_is_there()
    {
        var deployments = Manifests.OfType<V1Deployment>().Select(d => d.Metadata.Name).ToList();
        Assert.Equal(["psycare-gateway", "psycare-silo"], Manifests.OfType<V2HorizontalPodAutoscaler>().Select(a => a.Spec.ScaleTargetRef.Name));
        Assert.Equal(deployments, Manifests.OfType<V1PodDisruptionBudget>().Select(b => b.Spec.Selector.MatchLabels["app"]));
        var backends = Manifests.OfType<V1Ingress>().SelectMany(i => i.Spec.Rules).SelectMany(r => r.Http.Paths).Select(p => p.Backend.Service.Name);
        Assert.All(backends, name => Assert.Contains(Manifests.OfType<V1Service>(), s => s.Metadata.Name == name));
    }

    [Fact]
    public void The_turn_secret_reaches_gateways_and_coturn_as_a_file_and_coturn_relays_to_nothing_but_what_it_is_told()
    {
        foreach (var pod in Manifests.OfType<V1Deployment>().Where(d => d.Metadata.Name is "psycare-gateway" or "psycare-turn").Select(d => d.Spec.Template.Spec))
            Assert.Contains(pod.Volumes, v => v.Secret?.SecretName == "psycare-turn-secret");
        var config = File.ReadAllLines(Path.Combine(ProjectReferences.Root, "infra", "coturn", "turnserver.conf"));
        Assert.Contains("use-auth-secret", config);
        Assert.Contains("denied-peer-ip=0.0.0.0-255.255.255.255", config);
        Assert.Contains("denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", config);
        Assert.DoesNotContain(config, line => line.StartsWith("static-auth-secret", StringComparison.Ordinal));
    }

    /// <summary>Strict: a field that Kubernetes does not know, or one that is there twice, is an error.</summary>
    private static List<object> Read(string file) => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), strict: true);
}
