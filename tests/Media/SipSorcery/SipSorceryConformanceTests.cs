namespace PsyCare.Media.Tests.SipSorcery;

public sealed class SipSorceryCallTests() : CallTests(new SipSorceryUnderTest());

public sealed class SipSorceryCaptureTests() : CaptureTests(new SipSorceryUnderTest());

public sealed class SipSorceryAudioLevelTests() : AudioLevelTests(new SipSorceryUnderTest());

public sealed class SipSorceryCapabilityTests() : CapabilityTests(new SipSorceryUnderTest());
