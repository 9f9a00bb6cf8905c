import type { CredentialJson } from '../api/passkeys';
import { ApiProblem } from '../api/problem';

/** Whether this browser, on this address, can make and use passkeys. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

/**
 * Has the device make a passkey.
 * @returns null where the person declined, or took too long.
 * @throws {ApiProblem} `alreadyExists`: this device has one for this account.
 */
export function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<CredentialJson | null> {
  return answered(navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
}

/** Has the device sign with a passkey. @returns null where the person declined, or has none for this site. */
export function showPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<CredentialJson | null> {
  return answered(navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
}

async function answered(asked: Promise<Credential | null>): Promise<CredentialJson | null> {
  try {
    const credential = await asked;
    return credential instanceof PublicKeyCredential ? (credential.toJSON() as CredentialJson) : null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'InvalidStateError') throw new ApiProblem('alreadyExists', 0);
    if (error.name === 'NotAllowedError' || error.name === 'AbortError') return null;
    throw new ApiProblem('unknown', 0);
  }
}
