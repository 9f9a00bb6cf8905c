// Whom silos and gateways are for Azure: the service account psycare/psycare, by workload identity. No secret of it exists.
param name string
param location string

@description('The Kubernetes cluster\'s OpenID Connect issuer.')
param kubernetesIssuer string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location

  resource pods 'federatedIdentityCredentials' = {
    name: 'psycare'
    properties: {
      issuer: kubernetesIssuer
      subject: 'system:serviceaccount:psycare:psycare'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
