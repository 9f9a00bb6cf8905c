using Microsoft.Extensions.Logging.Abstractions;
using PsyCare.Benchmarks.Media;
using PsyCare.Media.SipSorcery;

await EndpointHost.ServeAsync((options, nothing) => new SipSorceryEndpoint(
    options, nothing, [nothing], nothing, nothing, TimeProvider.System, NullLogger<SipSorceryEndpoint>.Instance));
