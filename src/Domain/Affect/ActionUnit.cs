namespace PsyCare.Domain.Affect;

/// <summary>
/// The Facial Action Units that PsyCare reads. The value is the unit's number in FACS
/// (Ekman, Friesen and Hager, Facial Action Coding System, 2002).
/// </summary>
public enum ActionUnit
{
    /// <summary>AU1, frontalis pars medialis.</summary>
    InnerBrowRaiser = 1,

    /// <summary>AU2, frontalis pars lateralis.</summary>
    OuterBrowRaiser = 2,

    /// <summary>AU4, corrugator supercilii.</summary>
    BrowLowerer = 4,

    /// <summary>AU5, levator palpebrae superioris.</summary>
    UpperLidRaiser = 5,

    /// <summary>AU6, orbicularis oculi pars orbitalis.</summary>
    CheekRaiser = 6,

    /// <summary>AU7, orbicularis oculi pars palpebralis.</summary>
    LidTightener = 7,

    /// <summary>AU9, levator labii superioris alaeque nasi.</summary>
    NoseWrinkler = 9,

    /// <summary>AU10, levator labii superioris.</summary>
    UpperLipRaiser = 10,

    /// <summary>AU12, zygomaticus major.</summary>
    LipCornerPuller = 12,

    /// <summary>AU14, buccinator.</summary>
    Dimpler = 14,

    /// <summary>AU15, depressor anguli oris.</summary>
    LipCornerDepressor = 15,

    /// <summary>AU17, mentalis.</summary>
    ChinRaiser = 17,

    /// <summary>AU18, incisivii labii.</summary>
    LipPucker = 18,

    /// <summary>AU20, risorius with platysma.</summary>
    LipStretcher = 20,

    /// <summary>AU23, orbicularis oris.</summary>
    LipTightener = 23,

    /// <summary>AU24, orbicularis oris.</summary>
    LipPressor = 24,

    /// <summary>AU25, lips part.</summary>
    LipsPart = 25,

    /// <summary>AU26, masseter relaxed, jaw drops.</summary>
    JawDrop = 26,

    /// <summary>AU28, orbicularis oris, lips rolled in.</summary>
    LipSuck = 28,

    /// <summary>AU45, relaxation of levator palpebrae, orbicularis oculi: a blink.</summary>
    Blink = 45,
}
