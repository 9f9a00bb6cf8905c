using PsyCare.Media.Tests.Rig;

namespace PsyCare.Media.Tests;

public sealed class RtcCallTests() : CallTests(new RtcEndpoint());

public sealed class RtcCaptureTests() : CaptureTests(new RtcEndpoint());

public sealed class RtcAudioLevelTests() : AudioLevelTests(new RtcEndpoint());

public sealed class RtcCapabilityTests() : CapabilityTests(new RtcEndpoint());
