# Not run by our tests. PowerShell 7: Save-Parameters.ps1 https://portal.example/voip voip-parameters.json
param([string] $Portal, [string] $File)
Invoke-RestMethod -Method Put -Uri "$Portal/api/parameters" -Authentication Basic -Credential (Get-Credential) `
  -ContentType 'application/json; charset=utf-8' -Headers @{ 'Accept-Language' = 'en' } -InFile $File
