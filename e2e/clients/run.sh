#!/usr/bin/env bash
# Generates a TypeScript and a Python client from the public document, as an outsider would, and uses both against
# the running server given as $1. The programs it calls are on the path that xtask sets.
set -euo pipefail
origin=$1
cd "$(dirname "$0")"
rm -rf generated
mkdir generated

openapi-typescript ../../openapi/munica.json --output generated/schema.d.ts
tsc --project tsconfig.json
node generated/exercise.js "$origin"

openapi-python-client generate --path ../../openapi/munica.json --meta none --output-path generated/munica_client \
    --config python.yaml --fail-on-warning
PYTHONPATH=generated python exercise.py "$origin"
