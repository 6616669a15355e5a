#!/bin/sh
# Saves a file of the parameters: save-parameters.sh https://portal.example/voip voip-parameters.json
# Name and password are in ~/.netrc, or in the file that NETRC names: machine portal.example login admin password "..."
exec curl --fail-with-body --silent --show-error --netrc-file "${NETRC:-$HOME/.netrc}" \
  --request PUT --header 'Content-Type: application/json' --header 'Accept-Language: en' \
  --data-binary "@$2" "$1/api/parameters"
