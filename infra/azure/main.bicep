// PsyCare's Cluster edition in one Azure region: what infra/kubernetes runs on. README.md says how to go on from here.
targetScope = 'resourceGroup'

@description('Where everything is.')
param location string = resourceGroup().location

@description('Begins every name: 3 to 11 lowercase letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Password of PostgreSQL\'s administrator, at least 16 characters.')
@secure()
@minLength(16)
param postgresPassword string

@description('Entra group whose members administer the Kubernetes cluster.')
param administratorsGroupId string

@description('Nodes for silos at the start and at most; each has 4 cores for inference (infra/capacity.md).')
param siloNodes { min: int, max: int } = { min: 3, max: 20 }

@description('Nodes for gateways at the start and at most; each has a public address, and one gateway.')
param gatewayNodes { min: int, max: int } = { min: 2, max: 20 }

module network 'network.bicep' = {
  name: 'network'
  params: { name: name, location: location }
}

module identity 'identity.bicep' = {
  name: 'identity'
  params: { name: name, location: location, kubernetesIssuer: kubernetes.outputs.issuer }
}

module kubernetes 'kubernetes.bicep' = {
  name: 'kubernetes'
  params: {
    name: name
    location: location
    subnetId: network.outputs.nodesSubnetId
    administratorsGroupId: administratorsGroupId
    siloNodes: siloNodes
    gatewayNodes: gatewayNodes
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: { name: name, location: location, subnetId: network.outputs.nodesSubnetId, readerId: identity.outputs.principalId }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: { name: name, location: location, subnetId: network.outputs.nodesSubnetId, userId: identity.outputs.principalId }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    name: name
    location: location
    subnetId: network.outputs.databaseSubnetId
    networkId: network.outputs.networkId
    password: postgresPassword
  }
}

@description('For --blobs.')
output blobs string = storage.outputs.container

@description('For --key-vault.')
output keyVault string = vault.outputs.url

@description('For --key-vault-key.')
output keyVaultKey string = vault.outputs.key

@description('Host of PSYCARE_POSTGRES.')
output postgresHost string = database.outputs.host

@description('For the annotation azure.workload.identity/client-id.')
output clientId string = identity.outputs.clientId

@description('Where the image goes.')
output registry string = kubernetes.outputs.registry
