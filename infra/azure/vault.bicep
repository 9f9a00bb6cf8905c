// The key that wraps the practice's keys (ADR 34). It never leaves the vault; whoever may unwrap with it, and has the keys folder, may read everything: that is this
// identity alone.
param name string
param location string
param subnetId string

@description('Principal that wraps and unwraps the practice\'s keys.')
param userId string

// Key Vault Crypto Service Encryption User: wrap, unwrap, read the public part. Crypto User may also sign, decrypt and change the key.
var wrapAndUnwrap = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}-vault'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    networkAcls: { defaultAction: 'Deny', bypass: 'None', virtualNetworkRules: [{ id: subnetId }] }
  }

  resource key 'keys' = {
    name: 'practice-key'
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
      // keys rewrap takes a new version up; the ones before it stay.
      rotationPolicy: { lifetimeActions: [{ action: { type: 'rotate' }, trigger: { timeAfterCreate: 'P1Y' } }] }
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::key.id, userId, wrapAndUnwrap)
  scope: vault::key
  properties: { principalId: userId, principalType: 'ServicePrincipal', roleDefinitionId: wrapAndUnwrap }
}

output url string = vault.properties.vaultUri
output key string = vault::key.name
