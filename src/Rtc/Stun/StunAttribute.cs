namespace PsyCare.Rtc.Stun;

/// <summary>The attribute types we read or write (RFC 8489 section 14, RFC 8445 section 16.1).</summary>
internal static class StunAttribute
{
    internal const ushort Username = 0x0006;
    internal const ushort MessageIntegrity = 0x0008;
    internal const ushort ErrorCode = 0x0009;
    internal const ushort UnknownAttributes = 0x000A;
    internal const ushort XorMappedAddress = 0x0020;
    internal const ushort Priority = 0x0024;
    internal const ushort UseCandidate = 0x0025;
    internal const ushort Fingerprint = 0x8028;
    internal const ushort IceControlled = 0x8029;
    internal const ushort IceControlling = 0x802A;

    /// <summary>A receiver that does not know such an attribute must refuse the request (RFC 8489 section 6.3.1).</summary>
    internal static bool IsComprehensionRequired(ushort type) => type < 0x8000;

    internal static bool IsKnown(ushort type) =>
        type is Username or MessageIntegrity or ErrorCode or UnknownAttributes or XorMappedAddress or Priority or UseCandidate;
}

/// <summary>Message types: method binding (1) in its four classes.</summary>
internal enum StunMessageType
{
    BindingRequest = 0x0001,
    BindingIndication = 0x0011,
    BindingSuccess = 0x0101,
    BindingError = 0x0111,
}

/// <summary>Error codes of RFC 8489 section 14.8 and RFC 8445 section 7.3.1.1.</summary>
internal enum StunError
{
    None = 0,
    BadRequest = 400,
    Unauthorized = 401,
    UnknownAttribute = 420,
    RoleConflict = 487,
}
