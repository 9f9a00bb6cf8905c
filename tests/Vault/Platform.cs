using System.Runtime.Versioning;

// The tests check Unix file modes.
[assembly: UnsupportedOSPlatform("windows")]
