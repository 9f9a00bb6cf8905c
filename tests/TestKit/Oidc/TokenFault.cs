namespace PsyCare.TestKit.Oidc;

/// <summary>What is wrong with the ID tokens that an issuer makes.</summary>
public enum TokenFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Signed with a key that the issuer does not publish, under the published key's id.</summary>
    WrongKey,

    /// <summary><c>alg: none</c>, no signature.</summary>
    NoSignature,

    /// <summary>A claim was changed after signing.</summary>
    Altered,

    /// <summary>For another client.</summary>
    WrongAudience,

    /// <summary>By another issuer.</summary>
    WrongIssuer,

    /// <summary>Of another sign-in.</summary>
    WrongNonce,

    /// <summary>No nonce at all.</summary>
    NoNonce,

    /// <summary>Ended an hour ago.</summary>
    Expired,

    /// <summary>Begins in an hour.</summary>
    NotYet,
}
