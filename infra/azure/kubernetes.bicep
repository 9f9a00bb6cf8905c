// The Kubernetes cluster and the registry that it pulls from. Media are UDP (or TCP) to a gateway's node, so those nodes have public addresses.
param name string
param location string
param subnetId string
param administratorsGroupId string
param siloNodes { min: int, max: int }
param gatewayNodes { min: int, max: int }

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: '${name}registry'
  location: location
  sku: { name: 'Standard' }
  properties: { adminUserEnabled: false }
}

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  sku: { name: 'Base', tier: 'Standard' }
  properties: {
    dnsPrefix: name
    disableLocalAccounts: true
    aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: [administratorsGroupId] }
    oidcIssuerProfile: { enabled: true }
    securityProfile: { workloadIdentity: { enabled: true } }
    autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkPolicy: 'cilium'
      networkDataplane: 'cilium'
      serviceCidr: '10.30.0.0/16'
      dnsServiceIP: '10.30.0.10'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        vmSize: 'Standard_D2s_v5'
        count: 2
        vnetSubnetID: subnetId
        availabilityZones: ['1', '2', '3']
      }
      {
        name: 'silo'
        mode: 'User'
        vmSize: 'Standard_D4s_v5'
        enableAutoScaling: true
        count: siloNodes.min
        minCount: siloNodes.min
        maxCount: siloNodes.max
        vnetSubnetID: subnetId
        availabilityZones: ['1', '2', '3']
        nodeLabels: { pool: 'silo' }
      }
      {
        name: 'gateway'
        mode: 'User'
        vmSize: 'Standard_D2s_v5'
        enableAutoScaling: true
        count: gatewayNodes.min
        minCount: gatewayNodes.min
        maxCount: gatewayNodes.max
        vnetSubnetID: subnetId
        availabilityZones: ['1', '2', '3']
        enableNodePublicIP: true
        nodeLabels: { pool: 'gateway' }
      }
    ]
  }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, cluster.id, acrPull)
  scope: registry
  properties: {
    principalId: cluster.properties.identityProfile.kubeletidentity.objectId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

output issuer string = cluster.properties.oidcIssuerProfile.issuerURL
output registry string = registry.properties.loginServer
