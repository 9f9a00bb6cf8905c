// Recordings and affect tracks, sealed before they come here. Reached from the nodes' subnet by the pods' identity; account keys are off.
param name string
param location string
param subnetId string

@description('Principal that reads and writes blobs.')
param readerId string

var blobDataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}blobs'
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    networkAcls: { defaultAction: 'Deny', bypass: 'None', virtualNetworkRules: [{ id: subnetId }] }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: 'psycare'
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, readerId, blobDataContributor)
  scope: account
  properties: { principalId: readerId, principalType: 'ServicePrincipal', roleDefinitionId: blobDataContributor }
}

output container string = '${account.properties.primaryEndpoints.blob}${account::blobs::container.name}'
