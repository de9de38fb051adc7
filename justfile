# Names for people; everything with logic stands in crates/xtask.

# List the recipes
default:
    @just --list

# Install every tool the other recipes need
setup:
    cargo xtask setup

# Build everything and serve the demo at http://127.0.0.1:8080
serve *args:
    cargo xtask serve {{args}}

alias dev := serve

# Everything CI runs; `just test --only clippy` for one stage
test *args:
    cargo xtask test {{args}}

alias ci := test

# Format every file
fmt:
    cargo fmt --all

# What is checked without running anything
lint:
    cargo xtask test --only fmt,tidy,clippy

# The rules that no compiler knows
tidy:
    cargo xtask tidy

# The browser apps, with their sizes
wasm *args:
    cargo xtask wasm {{args}}

# Write the OpenAPI documents
openapi *args:
    cargo xtask openapi {{args}}

# The tests in Chromium
e2e:
    cargo xtask test --only e2e
