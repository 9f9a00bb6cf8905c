using System.Text;
using PsyCare.Rtc.Stun;

namespace PsyCare.Rtc.Ice;

/// <summary>
/// The lite side of ICE (RFC 8445 section 2.5): answers the remote agent's checks, remembers the addresses that passed one, and sends to
/// the one nominated last. The remote checks double as its consent to receive from us (RFC 7675). After a restart the previous credentials
/// hold until the remote side uses the new ones.
/// </summary>
internal sealed class IceLiteAgent(IceCredentials local, string remoteUfrag, TimeSpan now)
{
    internal static readonly TimeSpan ConsentLifetime = TimeSpan.FromSeconds(30);
    private const int MaxAddresses = 16;
    private readonly List<ValidAddress> _valid = [];
    private Generation _current = new(local, remoteUfrag);
    private Generation? _previous;

    internal IceCredentials Local => _current.Local;

    /// <summary>The credentials from before the last restart, until the remote side has followed it.</summary>
    internal IceCredentials? PreviousLocal => _previous?.Local;

    /// <summary>Where to send: the address nominated last, before any nomination the one checked first.</summary>
    internal TransportAddress? Selected { get; private set; }

    /// <summary>When the last valid check came; the start, before any.</summary>
    internal TimeSpan LastCheck { get; private set; } = now;

    /// <summary>True for an address from which a valid check has come within the consent lifetime.</summary>
    internal bool IsValidated(TransportAddress remote, TimeSpan now)
    {
        foreach (var valid in _valid)
        {
            if (valid.Address.Equals(remote))
            {
                return now - valid.At < ConsentLifetime;
            }
        }

        return false;
    }

    /// <summary>Changes the credentials (RFC 8445 section 9). Validated addresses stay so, and so does the one in use.</summary>
    internal void Restart(IceCredentials local, string remoteUfrag)
    {
        // The remote side never used the credentials of a restart that it made again.
        _previous ??= _current;
        _current = new Generation(local, remoteUfrag);
    }

    /// <summary>
    /// The connection behind an address is closed. It stays selected until another address passes a check, nominated or not: what is sent
    /// meanwhile is lost, and asked for again.
    /// </summary>
    internal void Forget(TransportAddress remote) => _valid.RemoveAll(v => v.Address.Equals(remote));

    /// <summary>Handles a STUN datagram and writes the response, if it deserves one.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="remote">Where it came from.</param>
    /// <param name="now">When.</param>
    /// <param name="response">At least 576 bytes.</param>
    /// <param name="responseLength">Bytes of the response, 0 if there is none.</param>
    /// <returns>Why it was refused, or null if it was a valid check.</returns>
    internal DropReason? Handle(
        ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now, Span<byte> response, out int responseLength)
    {
        responseLength = 0;
        if (!StunMessage.TryParse(datagram, out var message) || message.Type != StunMessageType.BindingRequest)
        {
            return DropReason.StunMalformed;
        }

        if (!message.VerifyFingerprint())
        {
            return DropReason.StunBadIntegrity;
        }

        var generation = _previous is not null && _previous.IsNamedBy(message) ? _previous : _current;
        var error = Verify(message, generation);
        if (error == StunError.None)
        {
            _previous = generation == _current ? null : _previous;
            Accept(remote, message.Has(StunAttribute.UseCandidate), now);
            responseLength = WriteSuccess(message, generation, remote, response);
            return null;
        }

        responseLength = WriteError(message, generation, error, response);
        return error == StunError.BadRequest ? DropReason.StunMalformed : DropReason.StunBadIntegrity;
    }

    /// <summary>The order of checks of RFC 8489 sections 9.1.3 and 6.3.1, then the role of RFC 8445 section 7.3.1.1.</summary>
    private static StunError Verify(in StunMessage message, Generation generation)
    {
        if (!message.Has(StunAttribute.Username) || !message.Has(StunAttribute.MessageIntegrity))
        {
            return StunError.BadRequest;
        }

        if (!generation.IsNamedBy(message) || !message.VerifyIntegrity(generation.Local.Key))
        {
            return StunError.Unauthorized;
        }

        if (message.FirstUnknownRequired() != 0)
        {
            return StunError.UnknownAttribute;
        }

        // A lite agent is always the controlled one.
        return message.Has(StunAttribute.IceControlled) ? StunError.RoleConflict : StunError.None;
    }

    private void Accept(TransportAddress remote, bool nominated, TimeSpan now)
    {
        LastCheck = now;
        Remember(remote, now);
        if (nominated || Selected is null || !IsValidated(Selected, now))
        {
            Selected = remote;
        }
    }

    private void Remember(TransportAddress remote, TimeSpan now)
    {
        var index = IndexOf(remote);
        if (index < 0 && _valid.Count == MaxAddresses)
        {
            // The oldest gives way, but never the one in use.
            index = _valid.IndexOf(_valid.Where(v => !v.Address.Equals(Selected)).MinBy(v => v.At));
        }

        if (index < 0)
        {
            _valid.Add(new ValidAddress(remote, now));
        }
        else
        {
            _valid[index] = new ValidAddress(remote, now);
        }
    }

    /// <summary>A loop, as a predicate would be an allocation for every check.</summary>
    private int IndexOf(TransportAddress remote)
    {
        var index = _valid.Count - 1;
        while (index >= 0 && !_valid[index].Address.Equals(remote))
        {
            index--;
        }

        return index;
    }

    private static int WriteSuccess(in StunMessage request, Generation generation, TransportAddress remote, Span<byte> response)
    {
        var writer = new StunWriter(response, StunMessageType.BindingSuccess, request.TransactionId);
        writer.XorMappedAddress(remote.EndPoint);
        writer.MessageIntegrity(generation.Local.Key);
        writer.Fingerprint();
        return writer.Length;
    }

    /// <summary>Errors about authentication itself carry no MESSAGE-INTEGRITY (RFC 8489 section 9.1.3).</summary>
    private static int WriteError(in StunMessage request, Generation generation, StunError error, Span<byte> response)
    {
        var writer = new StunWriter(response, StunMessageType.BindingError, request.TransactionId);
        writer.ErrorCode(error, error switch
        {
            StunError.BadRequest => "Bad Request",
            StunError.Unauthorized => "Unauthenticated",
            StunError.UnknownAttribute => "Unknown Attribute",
            _ => "Role Conflict",
        });
        if (error == StunError.UnknownAttribute)
        {
            var type = request.FirstUnknownRequired();
            writer.Attribute(StunAttribute.UnknownAttributes, [(byte)(type >> 8), (byte)type]);
        }

        if (error is StunError.UnknownAttribute or StunError.RoleConflict)
        {
            writer.MessageIntegrity(generation.Local.Key);
        }

        writer.Fingerprint();
        return writer.Length;
    }

    private readonly record struct ValidAddress(TransportAddress Address, TimeSpan At);

    /// <summary>The credentials between two restarts.</summary>
    private sealed class Generation(IceCredentials local, string remoteUfrag)
    {
        private readonly byte[] _username = Encoding.ASCII.GetBytes($"{local.Ufrag}:{remoteUfrag}");

        internal IceCredentials Local { get; } = local;

        internal bool IsNamedBy(in StunMessage message) =>
            message.TryGetAttribute(StunAttribute.Username, out var username) && username.SequenceEqual(_username);
    }
}
