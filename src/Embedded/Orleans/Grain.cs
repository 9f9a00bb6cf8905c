using Orleans.Runtime;
using PsyCare.Embedded.Activations;

namespace Orleans;

/// <summary>The base of grain classes. All its code runs in turns: one continuation at a time, and one request at a time unless marked.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Binds the object to the activation that is constructing it.</summary>
    protected Grain() => GrainContext = RuntimeContext.Current!;

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>The grain's identity in words.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.GrainFactory;

    /// <summary>Services scoped to this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    internal IActivation Activation => GrainContext as IActivation
        ?? throw new InvalidOperationException("The grain was constructed outside of a grain host.");

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation as soon as its running requests are done.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the activation from being ended for idleness for a while.</summary>
    /// <param name="timeSpan">How long from now; negative lifts an earlier delay.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}
